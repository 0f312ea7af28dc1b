package profile

import (
	"bytes"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"image/png"

	"trialogue/internal/errs"
)

// Limits of a photograph.
const (
	PhotoMost  = 5 << 20    // bytes, as it comes
	pixelsMost = 25_000_000 // a good phone's; more is a trap, or of no use here
	sideMost   = 12_000     // in pixels
	photoSide  = 512        // of what is kept
	quality    = 85
)

// draw makes of what somebody chose the picture that is kept: square, small, and
// drawn anew, so that nothing of the file is left that is no picture: not the
// place where it was taken, nor anything hidden behind it. How large it is going
// to be is read from its beginning, before any room is made for it.
func draws(file []byte) ([]byte, error) {
	if len(file) > PhotoMost {
		return nil, badPhoto("profile.photo-large", "most", PhotoMost>>20)
	}
	kind := kindOf(file)
	if kind == nil {
		return nil, badPhoto("profile.photo-kind")
	}
	size, err := kind.size(bytes.NewReader(file))
	if err != nil {
		return nil, badPhoto("profile.photo-kind")
	}
	w, h := size.Width, size.Height
	if w <= 0 || h <= 0 || w > sideMost || h > sideMost || w*h > pixelsMost {
		return nil, badPhoto("profile.photo-pixels", "most", pixelsMost/1_000_000)
	}
	whole, err := kind.decode(bytes.NewReader(file))
	if err != nil || whole.Bounds().Dx() != w || whole.Bounds().Dy() != h {
		return nil, badPhoto("profile.photo-kind")
	}
	turned := turn(shrink(whole), orientation(file))
	var out bytes.Buffer
	if err := jpeg.Encode(&out, turned, &jpeg.Options{Quality: quality}); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

func badPhoto(key string, args ...any) error {
	var p errs.Problems
	p.Add("photo", key, args...)
	return p.Err("profile.draw")
}

// format reads one kind of file. Only these two are read: every further one is
// a further way in.
type format struct {
	begins string
	size   func(r *bytes.Reader) (image.Config, error)
	decode func(r *bytes.Reader) (image.Image, error)
}

// kindOf looks at the first bytes; what a file is called says nothing.
func kindOf(file []byte) *format {
	for _, f := range []format{
		{"\xff\xd8\xff", func(r *bytes.Reader) (image.Config, error) { return jpeg.DecodeConfig(r) }, func(r *bytes.Reader) (image.Image, error) { return jpeg.Decode(r) }},
		{"\x89PNG\r\n\x1a\n", func(r *bytes.Reader) (image.Config, error) { return png.DecodeConfig(r) }, func(r *bytes.Reader) (image.Image, error) { return png.Decode(r) }},
	} {
		if bytes.HasPrefix(file, []byte(f.begins)) {
			return &f
		}
	}
	return nil
}

// shrink takes the square in the middle and makes it no larger than is kept.
// Each new point is the average of those that it stands for.
func shrink(whole image.Image) *image.RGBA {
	b := whole.Bounds()
	side := min(b.Dx(), b.Dy())
	left, top := b.Min.X+(b.Dx()-side)/2, b.Min.Y+(b.Dy()-side)/2
	kept := min(side, photoSide)
	out := image.NewRGBA(image.Rect(0, 0, kept, kept))
	row := image.NewRGBA(image.Rect(0, 0, side, 1))
	for y := range kept {
		sums := make([][4]int, kept)
		for sy := y * side / kept; sy < (y+1)*side/kept; sy++ {
			draw.Draw(row, row.Bounds(), image.White, image.Point{}, draw.Src) // behind what can be seen through
			draw.Draw(row, row.Bounds(), whole, image.Pt(left, top+sy), draw.Over)
			addRow(sums, row)
		}
		for x, sum := range sums {
			out.SetRGBA(x, y, color.RGBA{part(sum, 0), part(sum, 1), part(sum, 2), 255})
		}
	}
	return out
}

// addRow adds the points of a row to those that they end up in.
func addRow(sums [][4]int, row *image.RGBA) {
	side, kept := row.Bounds().Dx(), len(sums)
	for x := range kept {
		for sx := x * side / kept; sx < (x+1)*side/kept; sx++ {
			p := row.Pix[sx*4 : sx*4+4]
			sums[x][0] += int(p[0])
			sums[x][1] += int(p[1])
			sums[x][2] += int(p[2])
			sums[x][3]++
		}
	}
}

func part(sum [4]int, i int) uint8 { return uint8(sum[i] / max(1, sum[3])) }
