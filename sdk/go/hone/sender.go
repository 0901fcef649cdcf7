package hone

import (
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"
)

const (
	attemptTimeout = time.Minute
	mostOfAnswer   = 4 << 10
)

// sender makes single attempts to hand in a profile.
type sender struct {
	client   *http.Client
	own      *http.Transport // nil when the host program brought one
	protocol Protocol
	server   *url.URL
	key      string
	timeout  time.Duration
	now      func() time.Time
}

func newSender(config Config, now func() time.Time) (*sender, error) {
	server, err := parseServer(config.Server)
	if err != nil {
		return nil, err
	}
	if !config.Protocol.known() {
		return nil, fmt.Errorf("there is no %v", config.Protocol)
	}
	s := &sender{
		client:   &http.Client{Transport: config.Transport, CheckRedirect: stay},
		protocol: config.Protocol,
		server:   server,
		key:      config.Key,
		timeout:  attemptTimeout,
		now:      now,
	}
	if config.Transport == nil {
		s.own = newTransport()
		s.client.Transport = s.own
	}
	return s, nil
}

// newTransport makes one that nobody else's requests go through, and that holds little for a server that sends much.
func newTransport() *http.Transport {
	return &http.Transport{
		Proxy:                  http.ProxyFromEnvironment,
		TLSClientConfig:        &tls.Config{MinVersion: tls.VersionTLS12},
		TLSHandshakeTimeout:    10 * time.Second,
		IdleConnTimeout:        10 * time.Second,
		MaxIdleConns:           1,
		MaxResponseHeaderBytes: 64 << 10,
		ForceAttemptHTTP2:      true,
	}
}

// stay keeps a client from following redirects: they would take the key elsewhere, or turn the upload into a GET.
func stay(*http.Request, []*http.Request) error {
	return http.ErrUseLastResponse
}

// refusal is an answer other than that the profile arrived.
type refusal struct {
	status  int
	message string
	after   time.Duration // how long the server wants to be left alone
}

func (r *refusal) Error() string {
	text := fmt.Sprintf("the server answered %d", r.status)
	if r.message != "" {
		text += ": " + r.message
	}
	return text
}

// passing says whether a later attempt may do better: after network faults, 5xx and 429.
func passing(err error) bool {
	var answer *refusal
	if errors.As(err, &answer) {
		return answer.status >= 500 || answer.status == http.StatusTooManyRequests
	}
	return true
}

func (s *sender) send(ctx context.Context, u upload) error {
	ctx, cancel := context.WithTimeout(ctx, s.timeout)
	defer cancel()
	address := s.protocol.address(s.server, u.origin)
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, address.String(), bytes.NewReader(u.body))
	if err != nil {
		return err
	}
	request.Header.Set("Content-Type", "application/octet-stream")
	request.Header.Set("User-Agent", "hone-sdk-go")
	if s.key != "" {
		request.Header.Set("Authorization", "Bearer "+s.key)
	}
	response, err := s.client.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	if !s.protocol.accepts(response.StatusCode) {
		return s.refused(response)
	}
	// So that the connection can be used again; the profile has arrived, whatever follows.
	_, _ = io.CopyN(io.Discard, response.Body, mostOfAnswer)
	return nil
}

func (s *sender) refused(response *http.Response) *refusal {
	text, _ := io.ReadAll(io.LimitReader(response.Body, mostOfAnswer)) // what is there of it says enough
	message := oneLine(string(text))
	if location := response.Header.Get("Location"); location != "" {
		message = "it is at " + oneLine(location) + " now"
	}
	return &refusal{
		status:  response.StatusCode,
		message: message,
		after:   retryAfter(response.Header.Get("Retry-After"), s.now()),
	}
}

// oneLine makes of a server's words what a log can take.
func oneLine(text string) string {
	return strings.TrimSpace(printable(strings.Join(strings.Fields(text), " ")))
}

// close leaves a transport alone that others may use.
func (s *sender) close() {
	if s.own != nil {
		s.own.CloseIdleConnections()
	}
}
