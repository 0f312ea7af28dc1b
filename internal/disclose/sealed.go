package disclose

// Sealed is an entry as the store hands it out. It has no exported body, and
// only this package can open it.
type Sealed struct {
	Meta Meta
	open func() (Body, error)
}

// Seal is for the store alone; a test of the whole tree sees to that. The
// function decrypts, and is called only after the door has said yes.
func Seal(m Meta, open func() (Body, error)) Sealed { return Sealed{Meta: m, open: open} }

// SealedFile is an attachment as the store hands it out.
type SealedFile struct {
	Meta Meta // of the entry that it hangs on
	open func() (File, error)
}

// SealFile is for the store alone.
func SealFile(m Meta, open func() (File, error)) SealedFile { return SealedFile{Meta: m, open: open} }
