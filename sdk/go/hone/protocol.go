package hone

import (
	"errors"
	"fmt"
	"net/url"
	"strings"
)

// Protocol is what a server speaks.
type Protocol int

const (
	// HoneService is `hone up` or `hone server`: the app is in the path, the rest of the context in the query.
	HoneService Protocol = iota
	// AutopgoServer is the server of autopgo: the same path, and no context but the app.
	AutopgoServer
	// PgoFleetCollector is the collector of pgo-fleet, or `hone collector`: the key says which program it is. Its address
	// may end in /v1/submit or before that.
	PgoFleetCollector
)

func (p Protocol) String() string {
	switch p {
	case HoneService:
		return "Hone"
	case AutopgoServer:
		return "autopgo"
	case PgoFleetCollector:
		return "pgo-fleet"
	}
	return fmt.Sprintf("Protocol(%d)", int(p))
}

// known says whether there is such a protocol.
func (p Protocol) known() bool {
	return p >= HoneService && p <= PgoFleetCollector
}

// address is where a profile of an app is posted to.
func (p Protocol) address(server *url.URL, of origin) *url.URL {
	if p == PgoFleetCollector {
		if strings.HasSuffix(server.Path, "/v1/submit") {
			return server
		}
		return server.JoinPath("v1/submit")
	}
	address := server.JoinPath("api/profile", of.App)
	if p == HoneService {
		address.RawQuery = of.query().Encode()
	}
	return address
}

// accepts says whether a status means that the profile arrived. Exactly these do: a login page answers 200 too.
func (p Protocol) accepts(status int) bool {
	if p == PgoFleetCollector {
		return status == 200 || status == 204
	}
	return status == 201
}

// parseServer reads the address that somebody configured.
func parseServer(text string) (*url.URL, error) {
	if text == "" {
		return nil, errors.New("Server is not set, and neither is HONE_API_URL")
	}
	server, err := url.Parse(text)
	var bad *url.Error
	switch {
	case errors.As(err, &bad):
		return nil, fmt.Errorf("Server is not a URL: %w", bad.Err) // without the text, which may have a password
	case err != nil:
		return nil, fmt.Errorf("Server is not a URL: %w", err)
	case server.User != nil:
		return nil, fmt.Errorf("Server (%s) names a user: put the key into Key", server.Redacted())
	case server.Scheme != "http" && server.Scheme != "https", server.Host == "":
		// Without the text, too: it may be a password and a host.
		return nil, errors.New("Server has no http:// or https:// in front, or no host: it is like https://pgo.example.com")
	case server.RawQuery != "" || server.Fragment != "":
		return nil, fmt.Errorf("Server (%s) has a query or a fragment, which mean nothing here", server)
	}
	return server, nil
}
