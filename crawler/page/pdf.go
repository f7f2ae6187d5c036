package page

func (p *Page) readPDF(b []byte) {}
