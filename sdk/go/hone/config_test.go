package hone

import (
	"errors"
	"log/slog"
	"math"
	"runtime/debug"
	"strings"
	"testing"
	"time"
)

func TestConfig_ofServerAlone_takesTheRestFromTheProgram(t *testing.T) {
	got, err := Config{Server: "http://pgo"}.with(identity{
		key: "k", app: "web", version: "v1.2.3", revision: "abc+dirty", instance: "web-7f",
	})
	if err != nil {
		t.Fatal(err)
	}
	want := Config{
		Server: "http://pgo", Key: "k", App: "web", Version: "v1.2.3", Revision: "abc+dirty", Instance: "web-7f",
		Interval: 10 * time.Minute, Duration: 30 * time.Second, Jitter: time.Minute, Budget: 0.05, SpoolLimit: 32 << 20,
	}
	got.OnError, want.OnError = nil, nil
	if got.Server != want.Server || got.Key != want.Key || got.App != want.App || got.Version != want.Version ||
		got.Revision != want.Revision || got.Instance != want.Instance || got.Interval != want.Interval ||
		got.Duration != want.Duration || got.Jitter != want.Jitter || got.Budget != want.Budget || got.SpoolLimit != want.SpoolLimit {
		t.Errorf("%+v", got)
	}
}

func TestConfig_ofServiceAndKey_areTheEnvironmentsUnlessSet(t *testing.T) {
	t.Setenv("HONE_API_URL", "http://from-environment")
	t.Setenv("HONE_API_KEY", "key-of-environment")
	known := ownIdentity()
	left, _ := Config{App: "web"}.with(known)
	set, _ := Config{App: "web", Server: "http://pgo", Key: "mine"}.with(known)
	expect(t, "server", left.Server, "http://from-environment")
	expect(t, "key", left.Key, "key-of-environment")
	expect(t, "server that is set", set.Server, "http://pgo")
	expect(t, "key that is set", set.Key, "mine")
}

func TestConfig_times_areDerivedFromThoseThatAreSet(t *testing.T) {
	for name, c := range map[string]struct{ given, want Config }{
		"short interval": {Config{Interval: time.Minute}, Config{Interval: time.Minute, Duration: 3 * time.Second, Jitter: 6 * time.Second}},
		"long duration":  {Config{Duration: time.Minute}, Config{Interval: 20 * time.Minute, Duration: time.Minute, Jitter: 2 * time.Minute}},
		"short duration": {Config{Duration: time.Second}, Config{Interval: 10 * time.Minute, Duration: time.Second, Jitter: time.Minute}},
		"small budget":   {Config{Budget: 0.01}, Config{Interval: 10 * time.Minute, Duration: 6 * time.Second, Jitter: time.Minute}},
		"always":         {Config{Budget: 1, Interval: time.Second}, Config{Interval: time.Second, Duration: time.Second}},
		"no jitter":      {Config{Jitter: -1}, Config{Interval: 10 * time.Minute, Duration: 30 * time.Second}},
		"exact fit": {
			Config{Interval: 7 * time.Second, Duration: 490 * time.Millisecond, Budget: 0.07},
			Config{Interval: 7 * time.Second, Duration: 490 * time.Millisecond, Jitter: 700 * time.Millisecond},
		},
	} {
		got, err := c.given.withTimes()
		if err != nil || got.Interval != c.want.Interval || got.Duration != c.want.Duration || got.Jitter != c.want.Jitter {
			t.Errorf("%s: %v, %v, %v; %v", name, got.Interval, got.Duration, got.Jitter, err)
		}
	}
}

func TestConfig_wrong_isToldWithWhatToDo(t *testing.T) {
	for want, config := range map[string]Config{
		"50% of the time, and Budget is 5%":    {Interval: time.Minute, Duration: 30 * time.Second},
		"Budget is a share from 0 to 1, not 5": {Budget: 5},
		"not NaN":                              {Budget: math.NaN()},
		"cannot be less than 0":                {Interval: -time.Second},
		"leaves no time":                       {Interval: 10, Budget: 0.01},
		"Jitter (1h0m0s) is longer":            {Jitter: time.Hour},
		`not "Web_App"`:                        {App: "Web_App"},
		"SpoolLimit":                           {SpoolLimit: -1},
		"Key has blanks":                       {Key: "two words"},
	} {
		if config.App == "" {
			config.App = "web"
		}
		if _, err := config.with(identity{}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q is not in: %v", want, err)
		}
	}
}

func TestStart_wrongInSeveralWays_tellsAllAndNoKey(t *testing.T) {
	_, err := Start(Config{Server: "ftp://pgo", App: "Web", Key: "secret key", Budget: 2})
	var wrong *ConfigError
	if !errors.As(err, &wrong) {
		t.Fatalf("%v", err)
	}
	for _, part := range []string{"Server", "App", "Key", "Budget"} {
		if !strings.Contains(err.Error(), part) {
			t.Errorf("%s is not in: %v", part, err)
		}
	}
	if strings.Contains(err.Error(), "secret") {
		t.Errorf("shows the key: %v", err)
	}
}

func TestConfig_printed_hidesTheKey(t *testing.T) {
	var log strings.Builder
	slog.New(slog.NewTextHandler(&log, nil)).Info("starting", "config", Config{Server: "http://pgo", Key: "secret"})
	if strings.Contains(log.String(), "secret") || !strings.Contains(log.String(), "http://pgo") {
		t.Error(log.String())
	}
}

func TestConfig_descriptions_areCutToWhatAServerTakes(t *testing.T) {
	got, err := Config{App: "web", Version: strings.Repeat("v", 300), Instance: "höst\n"}.with(identity{})
	if err != nil {
		t.Fatal(err)
	}
	expect(t, "length of version", len(got.Version), 200)
	expect(t, "instance", got.Instance, "h?st?")
}

func TestIdentity_app_isTheMainPackages(t *testing.T) {
	for path, want := range map[string]string{
		"example.com/shop/cmd/Web_API": "web-api",
		"example.com/shop/v2":          "shop",
		"example.com/shop/cmd/v2ray":   "v2ray",
		"command-line-arguments":       "server",
		"":                             "server",
		"example.com/" + strings.Repeat("a", 120): strings.Repeat("a", 100),
		"example.com/grüße":                       "gr--e",
	} {
		known := identity{}.ofBuild(&debug.BuildInfo{Path: path}, `/opt/Server.exe`)
		expect(t, "app of "+path, known.app, want)
	}
	expect(t, "app without build information", identity{}.ofBuild(nil, "/opt/server").app, "server")
}

func TestIdentity_versionAndRevision_areTheBuilds(t *testing.T) {
	build := &debug.BuildInfo{Main: debug.Module{Version: "v1.4.2"}, Settings: []debug.BuildSetting{
		{Key: "vcs.revision", Value: "3f78"}, {Key: "vcs.modified", Value: "true"},
	}}
	known := identity{}.ofBuild(build, "web")
	expect(t, "version", known.version, "v1.4.2")
	expect(t, "revision", known.revision, "3f78+dirty")

	build.Settings = build.Settings[:1]
	expect(t, "clean revision", identity{}.ofBuild(build, "web").revision, "3f78")
	build.Main.Version, build.Settings = "(devel)", []debug.BuildSetting{{Key: "vcs.modified", Value: "true"}}
	known = identity{}.ofBuild(build, "web")
	expect(t, "version of an unversioned build", known.version, "")
	expect(t, "revision of an unversioned build", known.revision, "")
}
