package profile

import (
	"bytes"
	"encoding/binary"
	"image"
)

// Phones store a picture as the sensor lay and note beside it how to turn it.
// That note goes with all others, so the picture itself is turned.

// orientation reads how to turn a JPEG, 1 to 8; 1, as it is, for everything that
// is not understood.
func orientation(file []byte) int {
	tiff := exif(file)
	if len(tiff) < 8 {
		return 1
	}
	var order binary.ByteOrder = binary.BigEndian
	if bytes.HasPrefix(tiff, []byte("II")) {
		order = binary.LittleEndian
	}
	at := int64(order.Uint32(tiff[4:]))
	if at+2 > int64(len(tiff)) {
		return 1
	}
	tags := tiff[at+2:]
	for range order.Uint16(tiff[at:]) {
		if len(tags) < tagSize {
			return 1
		}
		if order.Uint16(tags) == orientationTag {
			if o := int(order.Uint16(tags[8:])); o >= 1 && o <= 8 {
				return o
			}
			return 1
		}
		tags = tags[tagSize:]
	}
	return 1
}

const (
	tagSize        = 12
	orientationTag = 0x0112
)

// exif finds the notes of a camera among the segments before the picture.
func exif(file []byte) []byte {
	if !bytes.HasPrefix(file, []byte("\xff\xd8")) {
		return nil
	}
	for rest := file[2:]; len(rest) >= 4 && rest[0] == 0xff && rest[1] != 0xda; {
		size := int(binary.BigEndian.Uint16(rest[2:]))
		if size < 2 || 2+size > len(rest) {
			return nil
		}
		if body, ok := bytes.CutPrefix(rest[4:2+size], []byte("Exif\x00\x00")); ok && rest[1] == 0xe1 {
			return body
		}
		rest = rest[2+size:]
	}
	return nil
}

// turn applies one of the eight orientations to a square picture.
func turn(in *image.RGBA, orientation int) *image.RGBA {
	if orientation == 1 {
		return in
	}
	last := in.Bounds().Dx() - 1
	out := image.NewRGBA(in.Bounds())
	for y := 0; y <= last; y++ {
		for x := 0; x <= last; x++ {
			sx, sy := source(orientation, last, x, y)
			out.SetRGBA(x, y, in.RGBAAt(sx, sy))
		}
	}
	return out
}

// source is where a point of the turned picture comes from.
func source(orientation, last, x, y int) (int, int) {
	switch orientation {
	case 2:
		return last - x, y
	case 3:
		return last - x, last - y
	case 4:
		return x, last - y
	case 5:
		return y, x
	case 6:
		return y, last - x
	case 7:
		return last - y, last - x
	case 8:
		return last - y, x
	}
	return x, y
}
