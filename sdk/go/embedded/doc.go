// Package pgo takes the place of github.com/t2bot/pgo-fleet/embedded: the same names that do the same, under another import
// path. Profiles go to pgo-fleet's collector, to `hone collector` or to the same route of `hone up`.
//
//	endpoint, err := pgo.NewCollectorEndpoint("https://collector.example.org/v1/submit", "the key")
//	if err != nil {
//		panic(err)
//	}
//	pgo.Enable(1*time.Hour, 5*time.Minute, endpoint)
//
// What differs: an exchange takes a minute at most, so that a silent collector does not end profiling; a panic in an endpoint
// goes to [ErrorFunc]; and a profile of somebody else's that began while ours ran is not stopped with it.
// [hone.dev/sdk/hone] does more: it spreads a fleet's profiles over time, tries again, and says what they are of.
package pgo
