// Command hone-cache is what go starts by GOCACHEPROG: it answers at once, and hands go's requests to the daemon of Hone's build
// cache, which it starts if there is none. A build completes whatever becomes of that daemon.
//
//	GOCACHEPROG="hone-cache --root-directory /var/cache/go" go build ./...
//
// Its arguments are the daemon's. Standard output is go's: nothing but the protocol is written there.
package main

import (
	"fmt"
	"os"
	"os/signal"
	"syscall"
	"time"

	"hone.dev/sdk/internal/bodies"
	"hone.dev/sdk/internal/cachedaemon"
	"hone.dev/sdk/internal/cacherelay"
	"hone.dev/sdk/internal/gocacheprog"
)

// version is put in by the build.
var version = "0.0.0"

const (
	findLimit  = 10 * time.Second // for a daemon to start, and to say hello
	closeLimit = 5 * time.Second
	interrupt  = 10 * time.Second // how long go is left to end by itself after Ctrl-C
)

func main() {
	begun := time.Now()
	args := os.Args[1:]
	if len(args) == 1 && args[0] == "--version" {
		fmt.Println("hone-cache " + version)
		return
	}
	signals := make(chan os.Signal, 8)
	signal.Notify(signals, handled...)
	_, _ = os.Stdout.WriteString(gocacheprog.Hello) // before anything that takes time; if go is gone, that shows below
	serve(begun, args, signals)
}

func serve(begun time.Time, args []string, signals <-chan os.Signal) {
	options := optionsOf(os.Getenv, say)
	place, noPlace := cachedaemon.Locate(args)
	folder := bodies.Open(incomingOf(place, noPlace), say)
	session := cacherelay.Begin(cacherelay.Settings{
		Begun:   begun,
		Find:    finder(place, noPlace, begun, args),
		Answers: gocacheprog.NewAnswers(os.Stdout),
		Bodies:  folder,
		Say:     say,
		Wait:    options.wait,
		Last:    closeLimit,
	})
	go func() {
		untilTold(signals, interrupt)
		session.Finish(0)
		leave(folder)
	}()
	session.Serve(gocacheprog.NewReader(os.Stdin, options.largest))
	leave(folder)
}

// leave lets go proceed, and then tidies up. Go may be told to stop and end its input at one time.
func leave(folder *bodies.Folder) {
	_ = os.Stdout.Close()
	folder.Remove()
	os.Exit(0)
}

func incomingOf(place cachedaemon.Place, noPlace error) string {
	if noPlace != nil {
		return ""
	}
	return place.Incoming()
}

func finder(place cachedaemon.Place, noPlace error, begun time.Time, args []string) func() (*cachedaemon.Link, error) {
	if noPlace != nil {
		return func() (*cachedaemon.Link, error) { return nil, noPlace }
	}
	find := cachedaemon.Finder{
		Place:    place,
		Hello:    cachedaemon.NewHello(version, begun, args, os.Environ()),
		Launcher: os.Getenv("HONE_CACHE_LAUNCHER"),
		Limit:    findLimit,
	}
	return find.Find
}

// untilTold waits for the signal to end. What a terminal sends goes to go too, which knows better when to end; if it does not
// within some time, that counts.
func untilTold(signals <-chan os.Signal, patience time.Duration) {
	var late <-chan time.Time
	for {
		select {
		case <-late:
			return
		case got := <-signals:
			switch got {
			case syscall.SIGPIPE: // a write says so too
			case syscall.SIGINT, syscall.SIGQUIT:
				if late == nil {
					late = time.After(patience)
				}
			default:
				return
			}
		}
	}
}
