// Package hone profiles the program that it is part of and hands the profiles to a PGO service, which makes of a fleet's
// profiles the default.pgo that the next build uses.
//
//	profiler, err := hone.Start(hone.Config{Server: "https://pgo.example.com", Key: os.Getenv("PGO_KEY")})
//	if err != nil {
//		return err
//	}
//	defer profiler.Stop(context.Background())
//
// Now and then, 30 seconds in 10 minutes unless told otherwise, it takes a CPU profile and uploads it. Instances do so at
// different times. It never gets in the way: while somebody else profiles the program it waits, a server that is away costs
// a few attempts, and whatever goes wrong, a panic included, ends in [Config.OnError] and nowhere else.
//
// Go takes one CPU profile at a time. While ours is taken, /debug/pprof/profile answers that profiling is in use.
package hone
