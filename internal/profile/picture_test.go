package profile

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"runtime"
	"strings"
	"testing"

	"trialogue/internal/errs"
)

// halves is red on the left and blue on the right, darker towards the bottom.
func halves(w, h int) image.Image {
	m := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			c := color.RGBA{230, 20, 20, 255}
			if x >= w/2 {
				c = color.RGBA{20, 20, 230, 255}
			}
			if y >= h/2 {
				c.R, c.B = c.R/2, c.B/2
			}
			m.SetRGBA(x, y, c)
		}
	}
	return m
}

func jpegOf(t testing.TB, m image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, nil); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func pngOf(t testing.TB, m image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// withNotes puts what a camera notes into a JPEG: how to turn it, and where it was.
func withNotes(file []byte, orientation uint16) []byte {
	le := binary.LittleEndian
	tiff := append([]byte("II*\x00"), le.AppendUint32(nil, 8)...)
	tiff = le.AppendUint16(tiff, 2)
	tiff = append(le.AppendUint16(le.AppendUint16(tiff, orientationTag), 3), 1, 0, 0, 0)
	tiff = le.AppendUint32(tiff, uint32(orientation))
	tiff = append(le.AppendUint16(le.AppendUint16(tiff, 0x8825), 2), 20, 0, 0, 0) // GPS
	tiff = append(le.AppendUint32(tiff, 38), 0, 0, 0, 0)
	tiff = append(tiff, "GPSsecret 51.5007N 0.1246W\x00"...)
	body := append([]byte("Exif\x00\x00"), tiff...)
	segment := append([]byte{0xff, 0xe1}, binary.BigEndian.AppendUint16(nil, uint16(len(body)+2))...)
	out := append(append([]byte{0xff, 0xd8}, segment...), body...)
	return append(out, file[2:]...)
}

func drawn(t *testing.T, file []byte) image.Image {
	t.Helper()
	small, err := draws(file)
	if err != nil {
		t.Fatal(err)
	}
	m, err := jpeg.Decode(bytes.NewReader(small))
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestPhotographIsDrawnAnew(t *testing.T) {
	for name, c := range map[string]struct {
		file []byte
		side int
	}{
		"wide JPEG":       {jpegOf(t, halves(1600, 900)), 512},
		"tall PNG":        {pngOf(t, halves(700, 1400)), 512},
		"small":           {pngOf(t, halves(40, 60)), 40},
		"one point":       {pngOf(t, halves(1, 1)), 1},
		"one point high":  {pngOf(t, halves(3000, 1)), 1},
		"grey":            {jpegOf(t, image.NewGray(image.Rect(0, 0, 600, 600))), 512},
		"seen through":    {pngOf(t, image.NewNRGBA(image.Rect(0, 0, 100, 100))), 100},
		"with a palette":  {pngOf(t, image.NewPaletted(image.Rect(0, 0, 30, 30), color.Palette{color.White, color.Black})), 30},
		"sixteen bits":    {pngOf(t, image.NewRGBA64(image.Rect(0, 0, 30, 30))), 30},
		"set off zero":    {pngOf(t, halves(800, 800).(*image.RGBA).SubImage(image.Rect(100, 100, 400, 400))), 300},
		"something after": {append(jpegOf(t, halves(300, 300)), "GPSsecret"...), 300},
	} {
		small, err := draws(c.file)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		got, err := jpeg.DecodeConfig(bytes.NewReader(small))
		if err != nil || got.Width != c.side || got.Height != c.side {
			t.Errorf("%s: %v %v, want a square of %d", name, got, err, c.side)
		}
		if bytes.Contains(small, []byte("GPSsecret")) {
			t.Errorf("%s: what lay behind the picture was kept", name)
		}
	}
	if r, _, b, _ := drawn(t, pngOf(t, image.NewNRGBA(image.Rect(0, 0, 9, 9)))).At(4, 4).RGBA(); r < 0xf000 || b < 0xf000 {
		t.Error("what can be seen through stands on white")
	}
}

func TestWhatTheCameraNotedGoes(t *testing.T) {
	plain := jpegOf(t, halves(200, 200))
	noted := withNotes(plain, 1)
	if !bytes.Contains(noted, []byte("GPSsecret")) || orientation(noted) != 1 {
		t.Fatal("the picture of this test has no notes")
	}
	small, err := draws(noted)
	if err != nil {
		t.Fatal(err)
	}
	for _, word := range []string{"GPSsecret", "Exif", "51.5007"} {
		if bytes.Contains(small, []byte(word)) {
			t.Errorf("%s is still in the file", word)
		}
	}
}

// Where a corner of the picture ends up under each of the eight orientations.
func TestPictureStandsUpright(t *testing.T) {
	for o, want := range map[uint16][4]string{ // top left, top right, bottom left, bottom right
		1: {"red", "blue", "dark red", "dark blue"}, 2: {"blue", "red", "dark blue", "dark red"},
		3: {"dark blue", "dark red", "blue", "red"}, 4: {"dark red", "dark blue", "red", "blue"},
		5: {"red", "dark red", "blue", "dark blue"}, 6: {"dark red", "red", "dark blue", "blue"},
		7: {"dark blue", "blue", "dark red", "red"}, 8: {"blue", "dark blue", "red", "dark red"},
		0: {"red", "blue", "dark red", "dark blue"}, 9: {"red", "blue", "dark red", "dark blue"},
	} {
		m := drawn(t, withNotes(jpegOf(t, halves(100, 100)), o))
		got := [4]string{named(m.At(20, 20)), named(m.At(80, 20)), named(m.At(20, 80)), named(m.At(80, 80))}
		if got != want {
			t.Errorf("orientation %d: %q, want %q", o, got, want)
		}
	}
}

func named(c color.Color) string {
	r, _, b, _ := c.RGBA()
	name, strong := "red", r
	if b > r {
		name, strong = "blue", b
	}
	if strong < 0xa000 {
		return "dark " + name
	}
	return name
}

// bomb is a PNG that says it is huge and holds next to nothing.
func bomb(w, h uint32) []byte {
	head := binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32([]byte("IHDR"), w), h)
	head = append(head, 8, 6, 0, 0, 0)
	out := append([]byte("\x89PNG\r\n\x1a\n"), 0, 0, 0, 13)
	out = append(out, head...)
	return binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(head))
}

// hugeJPEG says in its frame that it is 65,535 points wide and high.
func hugeJPEG(t *testing.T) []byte {
	file := jpegOf(t, halves(16, 16))
	at := bytes.Index(file, []byte{0xff, 0xc0})
	copy(file[at+5:], []byte{0xff, 0xff, 0xff, 0xff})
	return file
}

func TestWhatIsNoPhotographIsRefused(t *testing.T) {
	cut := jpegOf(t, halves(300, 300))
	for name, c := range map[string]struct {
		file []byte
		key  string
	}{
		"nothing":            {nil, "profile.photo-kind"},
		"words":              {[]byte("this is a letter"), "profile.photo-kind"},
		"an SVG":             {[]byte(`<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>`), "profile.photo-kind"},
		"an SVG after a lie": {[]byte("\xff\xd8\xff<svg/>"), "profile.photo-kind"},
		"a GIF":              {[]byte("GIF89a\x01\x00\x01\x00\x00\x00\x00;"), "profile.photo-kind"},
		"half a JPEG":        {cut[:len(cut)/3], "profile.photo-kind"},
		"a bare beginning":   {[]byte("\x89PNG\r\n\x1a\n"), "profile.photo-kind"},
		"too many bytes":     {append(jpegOf(t, halves(9, 9)), make([]byte, PhotoMost)...), "profile.photo-large"},
		"a bomb":             {bomb(60_000, 60_000), "profile.photo-pixels"},
		"a long bomb":        {bomb(2_000_000, 1), "profile.photo-pixels"},
		"more than memory":   {bomb(0x7fffffff, 0x7fffffff), "profile.photo-kind"},
		"a huge JPEG":        {hugeJPEG(t), "profile.photo-pixels"},
		"just too large":     {bomb(5001, 5000), "profile.photo-pixels"},
	} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		_, err := draws(c.file)
		runtime.ReadMemStats(&after)
		problems := errs.ProblemsOf(err)
		if len(problems) != 1 || problems[0].Key != c.key || problems[0].Field != "photo" {
			t.Errorf("%s: %v %v, want %s", name, err, problems, c.key)
		}
		if grew := after.TotalAlloc - before.TotalAlloc; grew > 16<<20 {
			t.Errorf("%s: %d MB were made room for before it was refused", name, grew>>20)
		}
	}
}

func FuzzPhotograph(f *testing.F) {
	f.Add(withNotes(jpegOf(f, halves(8, 8)), 6))
	f.Add(pngOf(f, halves(8, 8)))
	f.Add(bomb(9, 9))
	f.Add([]byte(strings.Repeat("\xff", 40)))
	f.Fuzz(func(t *testing.T, file []byte) {
		orientation(file)
		small, err := draws(file)
		if err == nil && !bytes.HasPrefix(small, []byte("\xff\xd8\xff")) {
			t.Error("what is kept is no JPEG")
		}
	})
}
