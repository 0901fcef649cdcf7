package hone

import "net/url"

// origin is what a profile is of. A spooled profile keeps its own: the program may be a newer one when it is sent.
type origin struct {
	App, Version, Revision, Instance, Workload string
}

// query has what is known of it, but for the app.
func (o origin) query() url.Values {
	values := url.Values{}
	for name, value := range map[string]string{
		"version": o.Version, "revision": o.Revision, "instance": o.Instance, "workload": o.Workload,
	} {
		if value != "" {
			values.Set(name, value)
		}
	}
	return values
}

// upload is a profile on its way.
type upload struct {
	origin
	body []byte
}
