package hone

import (
	"os"
	"path"
	"path/filepath"
	"regexp"
	"runtime/debug"
	"strconv"
	"strings"
)

var majorVersion = regexp.MustCompile(`/v[0-9]+$`)

// identity is what the program and the machine say of themselves, for all that a [Config] leaves out.
type identity struct {
	server, key       string
	app               string
	version, revision string
	instance          string
	process           string // tells processes of one instance apart
}

func ownIdentity() identity {
	known := identity{
		server:  os.Getenv("HONE_API_URL"),
		key:     os.Getenv("HONE_API_KEY"),
		process: strconv.Itoa(os.Getpid()),
	}
	known.instance, _ = os.Hostname() // nobody's name is no reason not to profile
	executable, _ := os.Executable()
	build, _ := debug.ReadBuildInfo()
	return known.ofBuild(build, executable)
}

// ofBuild adds what the go command wrote into the program; nil if it wrote nothing.
func (known identity) ofBuild(build *debug.BuildInfo, executable string) identity {
	program := strings.TrimSuffix(filepath.Base(executable), ".exe")
	if build != nil {
		// So a program of named files is called, as of `go run main.go`.
		if build.Path != "" && build.Path != "command-line-arguments" {
			program = path.Base(majorVersion.ReplaceAllString(build.Path, ""))
		}
		if build.Main.Version != "(devel)" {
			known.version = build.Main.Version
		}
		known.revision = revision(build.Settings)
	}
	known.app = cleanApp(program)
	return known
}

func revision(settings []debug.BuildSetting) string {
	var of, suffix string
	for _, setting := range settings {
		switch {
		case setting.Key == "vcs.revision":
			of = setting.Value
		case setting.Key == "vcs.modified" && setting.Value == "true":
			suffix = "+dirty"
		}
	}
	if of == "" {
		return ""
	}
	return of + suffix
}

// cleanApp writes a program's name in the letters that names of apps have.
func cleanApp(program string) string {
	name := strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			return r
		}
		return '-'
	}, strings.ToLower(program))
	return name[:min(len(name), 100)]
}
