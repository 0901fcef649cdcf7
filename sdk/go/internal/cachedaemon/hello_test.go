package cachedaemon

import (
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"
)

func TestNewHello_passesWhatADaemonMayWantToKnow(t *testing.T) {
	hello := NewHello("0.1.0", time.Now(), []string{"--s3-bucket=b"}, []string{
		"CACHEPROG_S3_REGION=x", "HONE_CACHE_DIR=/c", "AWS_SECRET_ACCESS_KEY=a=b", "CI=true", "GITHUB_REF=r", "HOME=/h", "no_proxy=n", "HTTPS_PROXY=p",
		"GOFLAGS=-mod=mod", "GOVERSION=go1.26.1", "GOCACHEPROG=hone cache", "PATH=/bin", "SSH_AUTH_SOCK=/s", "=odd", "AWS_SECRET_ACCESS_KEY=second",
	})
	want := map[string]string{
		"CACHEPROG_S3_REGION": "x", "HONE_CACHE_DIR": "/c", "AWS_SECRET_ACCESS_KEY": "a=b", "CI": "true", "GITHUB_REF": "r", "HOME": "/h",
		"no_proxy": "n", "HTTPS_PROXY": "p", "GOFLAGS": "-mod=mod", "GOVERSION": "go1.26.1",
	}
	if !reflect.DeepEqual(hello.Env, want) {
		t.Error(hello.Env)
	}
	if hello.Hone != 1 || hello.Version != "0.1.0" || hello.Pid == 0 || hello.Cwd == "" || len(hello.Args) != 1 {
		t.Error(hello)
	}
}

func TestNewHello_withoutArguments_hasAnEmptyList(t *testing.T) {
	text, err := json.Marshal(NewHello("1", time.Time{}, nil, nil))
	if err != nil || !strings.Contains(string(text), `"Args":[],"Env":{}`) {
		t.Error(string(text), err)
	}
}

func TestNewHello_largeEnvironment_isCutToWhatMatters(t *testing.T) {
	environ := []string{"GITHUB_EVENT=" + strings.Repeat("e", 20_000)}
	for i := range 100 {
		environ = append(environ, fmt.Sprintf("CI_%d=%s", i, strings.Repeat("\x01", 100)))
	}
	environ = append(environ, "HONE_MODE=read", "AWS_TOO_LONG="+strings.Repeat("a", 40_000), "CACHEPROG_S3_BUCKET=b")
	env := NewHello("1", time.Time{}, nil, environ).Env
	text, err := json.Marshal(env)
	if err != nil || len(text) > 32<<10+2 || len(text) < 30<<10 {
		t.Error(len(text), err)
	}
	if env["HONE_MODE"] != "read" || env["CACHEPROG_S3_BUCKET"] != "b" || env["AWS_TOO_LONG"] != "" || env["GITHUB_EVENT"] != "" {
		t.Error("the wrong ones were left out")
	}
}
