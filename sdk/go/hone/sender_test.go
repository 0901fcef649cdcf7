package hone

import (
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"net/http/httptrace"
	"strings"
	"testing"
	"time"
)

var webUpload = upload{
	origin{App: "web", Version: "v1+2 &c", Revision: "3f78", Instance: "web-7f", Workload: "checkout"},
	[]byte("profile"),
}

func send(t *testing.T, config Config, timeout time.Duration) error {
	t.Helper()
	s, err := newSender(config, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	defer s.close()
	s.timeout = timeout
	return s.send(context.Background(), webUpload)
}

func TestSend_byEachProtocol_isWhatItsServerTakes(t *testing.T) {
	const whole = "/api/profile/web?instance=web-7f&revision=3f78&version=v1%2B2+%26c&workload=checkout"
	for _, c := range []struct {
		protocol     Protocol
		path, uri    string
		status, alas int
	}{
		{HoneService, "", whole, 201, 200},
		{HoneService, "/", whole, 201, 204},
		{HoneService, "/behind/proxy", "/behind/proxy" + whole, 201, 202},
		{AutopgoServer, "", "/api/profile/web", 201, 200},
		{PgoFleetCollector, "", "/v1/submit", 204, 201},
		{PgoFleetCollector, "/v1/submit", "/v1/submit", 200, 201},
		{PgoFleetCollector, "/pgo/", "/pgo/v1/submit", 200, 404},
	} {
		service := serve(t, c.status, c.alas)
		config := Config{Server: service.URL + c.path, Protocol: c.protocol, Key: "k"}
		if err := send(t, config, time.Minute); err != nil {
			t.Errorf("%v: %v", c.protocol, err)
		}
		want := received{"POST", c.uri, "Bearer k", "application/octet-stream", "profile", 7}
		expect(t, c.protocol.String(), service.received()[0], want)
		if err := send(t, config, time.Minute); err == nil || passing(err) {
			t.Errorf("%v takes %d for an arrival, or for something that passes: %v", c.protocol, c.alas, err)
		}
	}
}

func TestSend_withoutKey_sendsNone(t *testing.T) {
	service := serve(t, 201)
	if err := send(t, Config{Server: service.URL}, time.Minute); err != nil {
		t.Fatal(err)
	}
	expect(t, "Authorization", service.received()[0].key, "")
}

func TestSend_answers_passOrNot(t *testing.T) {
	for status, want := range map[int]bool{
		400: false, 401: false, 403: false, 404: false, 408: false, 413: false, 429: true, 500: true, 502: true, 503: true, 507: true,
	} {
		err := send(t, Config{Server: serve(t, status).URL}, time.Minute)
		expect(t, err.Error()+" passes", passing(err), want)
	}
}

func TestSend_refused_saysWhyInOneCleanLine(t *testing.T) {
	service := serveWith(t, func(w http.ResponseWriter, _ int) {
		w.Header().Set("Retry-After", "7")
		w.WriteHeader(429)
		_, _ = w.Write([]byte("{\"message\":\n\t\"\x1b[31mtoo many\"}" + strings.Repeat(" and more", 1000)))
	})
	err := send(t, Config{Server: service.URL}, time.Minute)
	var answer *refusal
	if !errors.As(err, &answer) {
		t.Fatal(err)
	}
	expect(t, "after", answer.after, 7*time.Second)
	if !strings.HasPrefix(err.Error(), `the server answered 429: {"message": "?[31mtoo many"} and more`) || len(err.Error()) > 250 {
		t.Error(err)
	}
}

func TestSend_redirected_neverTakesTheKeyElsewhere(t *testing.T) {
	elsewhere := serve(t, 201)
	for _, status := range []int{301, 302, 303, 307, 308} {
		service := serveWith(t, func(w http.ResponseWriter, _ int) {
			w.Header().Set("Location", elsewhere.URL)
			w.WriteHeader(status)
		})
		err := send(t, Config{Server: service.URL, Key: "k"}, time.Minute)
		if err == nil || passing(err) || !strings.Contains(err.Error(), "it is at "+elsewhere.URL) {
			t.Errorf("%d: %v", status, err)
		}
	}
	expect(t, "requests elsewhere", len(elsewhere.received()), 0)
}

func TestSend_serverThatMisbehaves_costsNoMoreThanTheTimeout(t *testing.T) {
	ended := make(chan struct{})
	defer close(ended)
	for name, answer := range map[string]func(w http.ResponseWriter, request int){
		"silent": func(http.ResponseWriter, int) { <-ended },
		"endless": func(w http.ResponseWriter, _ int) {
			w.WriteHeader(500)
			for _, err := w.Write(make([]byte, 1<<16)); err == nil; {
				_, err = w.Write(make([]byte, 1<<16))
			}
		},
		"stalled": func(w http.ResponseWriter, _ int) {
			w.WriteHeader(500)
			w.(http.Flusher).Flush()
			<-ended
		},
		"hanging up": func(http.ResponseWriter, int) { panic(http.ErrAbortHandler) },
		"huge header": func(w http.ResponseWriter, _ int) {
			w.Header().Set("X", strings.Repeat("x", 1<<20))
			w.WriteHeader(201)
		},
		"garbage": func(w http.ResponseWriter, _ int) {
			connection, _, _ := w.(http.Hijacker).Hijack()
			_, _ = connection.Write([]byte("SSH-2.0-OpenSSH_9.6\r\n"))
			_ = connection.Close()
		},
	} {
		// Not by serveWith: its server waits at the end for all that it was asked.
		service := &service{}
		server := httptest.NewServer(service.handler(answer))
		began := time.Now()
		err := send(t, Config{Server: server.URL}, 300*time.Millisecond)
		if err == nil || !passing(err) {
			t.Errorf("%s: %v", name, err)
		}
		if took := time.Since(began); took > 10*time.Second {
			t.Errorf("%s: %v", name, took)
		}
		server.CloseClientConnections()
	}
}

func TestSend_nobodyThere_mayPass(t *testing.T) {
	service := serve(t, 201)
	service.Close()
	if err := send(t, Config{Server: service.URL}, time.Minute); err == nil || !passing(err) {
		t.Error(err)
	}
}

func TestSend_overTLS_needsAServerThatIsKnown(t *testing.T) {
	service := &service{}
	server := httptest.NewUnstartedServer(service.handler(func(w http.ResponseWriter, _ int) { w.WriteHeader(201) }))
	server.Config.ErrorLog = log.New(io.Discard, "", 0)
	server.StartTLS()
	defer server.Close()
	if err := send(t, Config{Server: server.URL}, time.Minute); err == nil || !strings.Contains(err.Error(), "certificate") {
		t.Error(err)
	}
	if err := send(t, Config{Server: server.URL, Transport: server.Client().Transport}, time.Minute); err != nil {
		t.Error(err)
	}
	expect(t, "arrivals", len(service.received()), 1)
}

func TestSender_ofWrongAddress_saysWhatIsRight(t *testing.T) {
	for address, want := range map[string]string{
		"":                      "HONE_API_URL",
		"pgo.example.com":       "like https://pgo.example.com",
		"ftp://pgo.example.com": "like https://pgo.example.com",
		"https://":              "like https://pgo.example.com",
		"http://a b":            "not a URL",
		"u:p4ss@pgo":            "like https://pgo.example.com",
		"1:p4ss@pgo":            "not a URL",
		"http://u:p4ss@pgo":     "put the key into Key",
		"http://pgo/?app=web":   "query",
		"http://pgo/#api":       "fragment",
	} {
		_, err := newSender(Config{Server: address}, time.Now)
		if err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "p4ss") {
			t.Errorf("%q: %v", address, err)
		}
	}
	if _, err := newSender(Config{Server: "http://pgo", Protocol: 9}, time.Now); err == nil || err.Error() != "there is no Protocol(9)" {
		t.Error(err)
	}
}

func TestSender_closed_leavesATransportOfOthersAlone(t *testing.T) {
	service := serve(t, 201)
	transport := &http.Transport{}
	defer transport.CloseIdleConnections()
	config := Config{Server: service.URL, Transport: transport}
	if err := send(t, config, time.Minute); err != nil {
		t.Fatal(err)
	}
	reused := false
	request, _ := http.NewRequest("POST", service.URL, strings.NewReader("theirs"))
	trace := &httptrace.ClientTrace{GotConn: func(connection httptrace.GotConnInfo) { reused = connection.Reused }}
	response, err := transport.RoundTrip(request.WithContext(httptrace.WithClientTrace(context.Background(), trace)))
	if err != nil {
		t.Fatal(err)
	}
	_ = response.Body.Close()
	expect(t, "connection is used again", reused, true)
}

func TestSender_ownTransport_refusesOldTLS(t *testing.T) {
	expect(t, "lowest version", newTransport().TLSClientConfig.MinVersion, uint16(tls.VersionTLS12))
}

func TestOneLine_ofNothing_isNothing(t *testing.T) {
	expect(t, "line", oneLine(string(bytes.Repeat([]byte("\n"), 3))), "")
}
