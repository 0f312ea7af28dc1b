package candour

import "strings"

// plainGround keeps the ground of a release to those who signed it and those who
// hold it: to everybody else it is a release.
func plainGround(ground string) string {
	if strings.HasPrefix(ground, releasePrefix) {
		return "release"
	}
	return ground
}
