package hone

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"
)

const (
	spoolEnding    = ".profile"
	largestSpooled = 17 << 20 // a profile of 16 MiB, and where it is from
	abandonedPart  = time.Hour
)

// spool keeps profiles in a folder for later, each in a file: a line of JSON with its origin, and the profile. Files appear
// as a whole, and their names sort by age. Several processes may share a folder. An empty folder name means none.
type spool struct {
	folder string
	limit  int64
}

// openSpool makes an app's folder, and clears what a process left behind that died while writing.
func openSpool(folder, app string, limit int64, now time.Time) (*spool, error) {
	if folder == "" {
		return &spool{}, nil
	}
	s := &spool{folder: filepath.Join(folder, app), limit: limit}
	if err := os.MkdirAll(s.folder, 0o700); err != nil {
		return nil, fmt.Errorf("Spool cannot be used: %w", err)
	}
	parts, _ := filepath.Glob(filepath.Join(s.folder, "*.part"))
	for _, part := range parts {
		if info, err := os.Stat(part); err == nil && now.Sub(info.ModTime()) > abandonedPart {
			_ = os.Remove(part) // it is in nobody's way, and will be tried again
		}
	}
	return s, nil
}

// put keeps a profile, and says how many old ones made room for it.
func (s *spool) put(u upload, now time.Time) (dropped int, err error) {
	if s.folder == "" {
		return 0, errors.New("there is no Spool to keep it in")
	}
	header, err := json.Marshal(u.origin)
	if err != nil {
		return 0, err
	}
	content := bytes.Join([][]byte{header, u.body}, []byte("\n"))
	if int64(len(content)) > s.limit {
		return 0, fmt.Errorf("it has %d bytes, and SpoolLimit is %d", len(content), s.limit)
	}
	if dropped, err = s.makeRoom(int64(len(content))); err != nil {
		return dropped, err
	}
	return dropped, s.write(content, now)
}

// write lets the file appear under its name only when all of it is on the disk.
func (s *spool) write(content []byte, now time.Time) error {
	file, err := os.CreateTemp(s.folder, fmt.Sprintf("%020d-*.part", now.UnixNano()))
	if err != nil {
		return err
	}
	_, err = file.Write(content)
	err = cmp.Or(err, file.Sync())
	err = cmp.Or(err, file.Close())
	if err == nil {
		err = os.Rename(file.Name(), strings.TrimSuffix(file.Name(), ".part")+spoolEnding)
	}
	if err != nil {
		_ = os.Remove(file.Name()) // what is told is why it could not be written
	}
	return err
}

func (s *spool) makeRoom(needed int64) (dropped int, err error) {
	files, err := s.files()
	if err != nil {
		return 0, err
	}
	sum := needed
	for _, file := range files {
		sum += file.Size()
	}
	for _, file := range files {
		if sum <= s.limit {
			break
		}
		if err := s.remove(file.Name()); err != nil {
			return dropped, err
		}
		sum -= file.Size()
		dropped++
	}
	return dropped, nil
}

// files lists what is kept, the oldest first.
func (s *spool) files() ([]fs.FileInfo, error) {
	if s.folder == "" {
		return nil, nil
	}
	entries, err := os.ReadDir(s.folder)
	if err != nil {
		return nil, err
	}
	var files []fs.FileInfo
	for _, entry := range entries {
		info, err := entry.Info()
		// Another process may have sent it by now.
		if err == nil && info.Mode().IsRegular() && strings.HasSuffix(entry.Name(), spoolEnding) {
			files = append(files, info)
		}
	}
	return files, nil
}

// read fails with fs.ErrNotExist when another process was faster.
func (s *spool) read(name string) (upload, error) {
	file, err := os.Open(filepath.Join(s.folder, name))
	if err != nil {
		return upload{}, err
	}
	defer file.Close()
	content, err := io.ReadAll(io.LimitReader(file, largestSpooled))
	if err != nil {
		return upload{}, err
	}
	header, body, _ := bytes.Cut(content, []byte("\n"))
	u := upload{body: body}
	if err := json.Unmarshal(header, &u.origin); err != nil || !appName.MatchString(u.App) || len(body) == 0 {
		return upload{}, errForeign
	}
	return u, nil
}

var errForeign = errors.New("this is no spooled profile")

func (s *spool) remove(name string) error {
	err := os.Remove(filepath.Join(s.folder, name))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}
