package pdf

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/md5"
	"crypto/rc4"
	"crypto/sha256"
	"crypto/sha512"
)

// key decrypts a file that opens without a password (7.6): one that restricts
// printing or changing, as many publishers' do.
type key struct {
	file          []byte
	strs, streams method
	// plain tells that the metadata are not encrypted.
	plain bool
}

type method int

const (
	methodNone method = iota
	methodRC4
	methodAES  // AESV2, with a key an object
	methodAES3 // AESV3, with one key
)

// padding is what a password is filled up with; the empty one is no more.
var padding = []byte("\x28\xbf\x4e\x5e\x4e\x75\x8a\x41\x64\x00\x4e\x56\xff\xfa\x01\x08\x2e\x2e\x00\xb6\xd0\x68\x3e\x80\x2f\x0c\xa9\xfe\x64\x53\x69\x7a")

// unlock finds the key of an encrypted file.
func (f *file) unlock() {
	if f.trailer["Encrypt"] == nil {
		return
	}
	f.locked = true
	d := f.dict(f.trailer["Encrypt"])
	if d["Filter"] != name("Standard") {
		return
	}
	num := func(k name) int {
		v, _ := f.get(d[k]).(float64)
		return int(v)
	}
	text := func(k name) []byte {
		s, _ := f.get(d[k]).(str)
		return []byte(s)
	}
	k := &key{strs: methodRC4, streams: methodRC4, plain: f.get(d["EncryptMetadata"]) == false}
	version, revision := num("V"), num("R")
	if version >= 4 {
		k.strs, k.streams = f.method(d, "StrF"), f.method(d, "StmF")
	}
	switch {
	case version == 5 && len(text("U")) >= 48 && len(text("UE")) >= 32:
		k.file = key256(text("U"), text("UE"), revision)
	case version >= 1 && version <= 4 && len(text("O")) >= 32 && len(text("U")) >= 16:
		n := 5
		if revision >= 3 {
			if n = num("Length") / 8; n < 5 || n > 16 {
				n = 16
			}
		}
		var id str
		if a, ok := f.get(f.trailer["ID"]).(array); ok && len(a) > 0 {
			id, _ = f.get(a[0]).(str)
		}
		k.file = key128(text("O")[:32], text("U"), uint32(int64(num("P"))), []byte(id), revision, n, k.plain)
	}
	// What was read before was read without a key.
	f.cache, f.packed = map[int]object{}, nil
	if k.file != nil {
		f.key, f.locked = k, false
	}
}

// method is how a crypt filter encrypts.
func (f *file) method(d dict, key name) method {
	n, _ := f.get(d[key]).(name)
	switch m, _ := f.get(f.dict(f.dict(d["CF"])[n])["CFM"]).(name); m {
	case "V2":
		return methodRC4
	case "AESV2":
		return methodAES
	case "AESV3":
		return methodAES3
	}
	return methodNone
}

// key128 is the key of revisions 2 to 4, nil when it is not the right one.
func key128(owner, user []byte, p uint32, id []byte, revision, n int, plain bool) []byte {
	h := md5.New()
	h.Write(padding)
	h.Write(owner)
	h.Write([]byte{byte(p), byte(p >> 8), byte(p >> 16), byte(p >> 24)})
	h.Write(id)
	if revision >= 4 && plain {
		h.Write([]byte{0xff, 0xff, 0xff, 0xff})
	}
	k := h.Sum(nil)
	if revision >= 3 {
		for range 50 {
			sum := md5.Sum(k[:n])
			k = sum[:]
		}
	}
	k = k[:n]
	if revision < 3 {
		if bytes.HasPrefix(user, cryptRC4(k, padding)) {
			return k
		}
		return nil
	}
	sum := md5.Sum(append(bytes.Clone(padding), id...))
	check := sum[:]
	for i := range 20 {
		turn := bytes.Clone(k)
		for j := range turn {
			turn[j] ^= byte(i)
		}
		check = cryptRC4(turn, check)
	}
	if bytes.HasPrefix(user, check) {
		return k
	}
	return nil
}

// key256 is the key of revisions 5 and 6.
func key256(user, encrypted []byte, revision int) []byte {
	if !bytes.Equal(hash256(user[32:40], revision), user[:32]) {
		return nil
	}
	block, err := aes.NewCipher(hash256(user[40:48], revision))
	if err != nil {
		return nil
	}
	out := make([]byte, 32)
	cipher.NewCBCDecrypter(block, make([]byte, aes.BlockSize)).CryptBlocks(out, encrypted[:32])
	return out
}

// hash256 is algorithm 2.B of ISO 32000-2 for the empty password.
func hash256(salt []byte, revision int) []byte {
	sum := sha256.Sum256(salt)
	k := sum[:]
	if revision < 6 {
		return k
	}
	for i := 0; ; i++ {
		e := bytes.Repeat(k, 64)
		block, err := aes.NewCipher(k[:16])
		if err != nil {
			return nil
		}
		cipher.NewCBCEncrypter(block, k[16:32]).CryptBlocks(e, e)
		rest := 0
		for _, c := range e[:16] {
			rest += int(c)
		}
		switch rest % 3 {
		case 0:
			s := sha256.Sum256(e)
			k = s[:]
		case 1:
			s := sha512.Sum384(e)
			k = s[:]
		default:
			s := sha512.Sum512(e)
			k = s[:]
		}
		if i >= 63 && int(e[len(e)-1]) <= i-31 || i > 512 {
			return k[:32]
		}
	}
}

func cryptRC4(k, b []byte) []byte {
	c, err := rc4.NewCipher(k)
	if err != nil {
		return nil
	}
	out := make([]byte, len(b))
	c.XORKeyStream(out, b)
	return out
}

// open decrypts what belongs to an object.
func (k *key) open(m method, n int, b []byte) []byte {
	own := k.file
	if m == methodRC4 || m == methodAES {
		h := md5.New()
		h.Write(k.file)
		h.Write([]byte{byte(n), byte(n >> 8), byte(n >> 16), 0, 0})
		if m == methodAES {
			h.Write([]byte("sAlT"))
		}
		own = h.Sum(nil)[:min(len(k.file)+5, 16)]
	}
	switch m {
	case methodRC4:
		return cryptRC4(own, b)
	case methodAES, methodAES3:
		block, err := aes.NewCipher(own)
		if err != nil || len(b) < 2*aes.BlockSize {
			return nil
		}
		iv, b := b[:aes.BlockSize], b[aes.BlockSize:]
		out := make([]byte, len(b)/aes.BlockSize*aes.BlockSize)
		cipher.NewCBCDecrypter(block, iv).CryptBlocks(out, b[:len(out)])
		if pad := int(out[len(out)-1]); pad >= 1 && pad <= aes.BlockSize {
			out = out[:len(out)-pad]
		}
		return out
	}
	return b
}

// strings decrypts the strings in an object of a number.
func (k *key) strings(o object, n, depth int) object {
	if depth > maxNesting {
		return nil
	}
	switch o := o.(type) {
	case str:
		return str(k.open(k.strs, n, []byte(o)))
	case array:
		for i := range o {
			o[i] = k.strings(o[i], n, depth+1)
		}
	case dict:
		for key, v := range o {
			o[key] = k.strings(v, n, depth+1)
		}
	case stream:
		k.strings(o.dict, n, depth+1)
	}
	return o
}

func (k *key) stream(s stream, b []byte) []byte {
	if k.plain && s.dict["Type"] == name("Metadata") {
		return b
	}
	return k.open(k.streams, s.of, b)
}
