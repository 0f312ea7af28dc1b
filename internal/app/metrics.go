package app

import (
	"context"
	"net/http"
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"trialogue/internal/store"
	"trialogue/internal/web/mw"
)

// metrics are numbers about the program. No label may name a person, a place
// or a topic: patterns of routes, codes and counts are all there is.
type metrics struct {
	registry     *prometheus.Registry
	requests     *prometheus.CounterVec
	latency      *prometheus.HistogramVec
	transactions *prometheus.HistogramVec
	jobs         *prometheus.CounterVec
	mails        *prometheus.CounterVec
}

func newMetrics() *metrics {
	m := &metrics{
		registry: prometheus.NewRegistry(),
		requests: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "trialogue_requests_total", Help: "Requests answered, by route pattern and status."}, []string{"route", "status"}),
		latency: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "trialogue_request_seconds", Help: "How long requests took, streams left out.", Buckets: prometheus.ExponentialBuckets(0.001, 2.5, 10)}, []string{"route"}),
		transactions: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "trialogue_transaction_seconds", Help: "How long transactions took, by the way they were opened and how they ended.",
			Buckets: prometheus.ExponentialBuckets(0.0002, 3, 10)}, []string{"way", "end"}),
		jobs: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "trialogue_job_tries_total", Help: "Tries at jobs, by kind and how they ended."}, []string{"kind", "end"}),
		mails: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "trialogue_mails_total", Help: "Mails that were sent, refused by a mail server, or suppressed because they were no longer allowed."}, []string{"end"}),
	}
	m.registry.MustRegister(m.requests, m.latency, m.transactions, m.jobs, m.mails,
		collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return m
}

// request counts one answer. Addresses that no route fits share one name.
func (m *metrics) request(a mw.Answered) {
	route := a.Route
	if route == "" || route == "/" {
		route = "none"
	}
	m.requests.WithLabelValues(route, strconv.Itoa(a.Status)).Inc()
	if route != "GET /events" {
		m.latency.WithLabelValues(route).Observe(a.Took.Seconds())
	}
}

func (m *metrics) transaction(way, end string, took time.Duration) {
	m.transactions.WithLabelValues(way, end).Observe(took.Seconds())
}

func (m *metrics) job(kind, end string) { m.jobs.WithLabelValues(kind, end).Inc() }

func (m *metrics) mail(end string) { m.mails.WithLabelValues(end).Inc() }

// watch adds the numbers that are asked for when somebody looks.
func (m *metrics) watch(a *App) {
	m.registry.MustRegister(
		prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: "trialogue_streams", Help: "Pages that are open and wait for something new."},
			func() float64 { return float64(a.Bell.Streams()) }),
		&jobCollector{
			app:    a,
			due:    prometheus.NewDesc("trialogue_jobs_due", "Jobs that should run now.", nil, nil),
			parked: prometheus.NewDesc("trialogue_jobs_parked", "Jobs that failed every time and wait for an operator.", nil, nil),
		})
}

// jobCollector counts waiting jobs when it is asked.
type jobCollector struct {
	app         *App
	due, parked *prometheus.Desc
}

func (c *jobCollector) Describe(to chan<- *prometheus.Desc) { to <- c.due; to <- c.parked }

// countMost bounds the question, so that a database that hangs does not hang the answer.
const countMost = 2 * time.Second

func (c *jobCollector) Collect(to chan<- prometheus.Metric) {
	ctx, cancel := context.WithTimeout(context.Background(), countMost)
	defer cancel()
	var due, parked int
	run := store.Runner(c.app.Store, func(t *store.Tx) *store.Tx { return t })
	err := run.View(ctx, func(t *store.Tx) (err error) {
		due, parked, err = t.JobsWaiting(ctx, c.app.Now().UnixMicro())
		return err
	})
	if err != nil { // a number that is not known is left out
		return
	}
	to <- prometheus.MustNewConstMetric(c.due, prometheus.GaugeValue, float64(due))
	to <- prometheus.MustNewConstMetric(c.parked, prometheus.GaugeValue, float64(parked))
}

// Metrics answers Prometheus. Serve it on an address of its own.
func (a *App) Metrics() http.Handler {
	mux := http.NewServeMux()
	mux.Handle("GET /metrics", promhttp.HandlerFor(a.metrics.registry, promhttp.HandlerOpts{}))
	return mux
}
