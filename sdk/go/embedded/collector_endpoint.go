package pgo

import (
	"fmt"
	"io"
	"net/http"
	"net/url"
	"time"
)

// CollectorEndpoint submits to a collector.
type CollectorEndpoint struct {
	Endpoint // not used; it is here because programs may name it

	url    string
	key    string
	client *http.Client
}

// NewCollectorEndpoint makes an endpoint of the URL that profiles are posted to, usually one that ends in /v1/submit, and
// of a key that is sent as a bearer token. It fails when the URL is none.
func NewCollectorEndpoint(apiUrl string, authKey string) (*CollectorEndpoint, error) {
	if _, err := url.Parse(apiUrl); err != nil {
		return nil, err
	}
	stay := func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return &CollectorEndpoint{
		url:    apiUrl,
		key:    authKey,
		client: &http.Client{Timeout: time.Minute, CheckRedirect: stay},
	}, nil
}

// Submit posts a profile, once.
func (e *CollectorEndpoint) Submit(profile io.Reader) error {
	request, err := http.NewRequest(http.MethodPost, e.url, profile)
	if err != nil {
		return err
	}
	request.Header.Set("Authorization", "Bearer "+e.key)
	response, err := e.client.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK && response.StatusCode != http.StatusNoContent {
		return fmt.Errorf("unexpected status code %d (%s)", response.StatusCode, response.Status)
	}
	return nil
}
