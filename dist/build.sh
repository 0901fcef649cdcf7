# shellcheck shell=sh disable=SC2154 # what is not assigned here is set by the caller
# Builds what a checkout's hone needs. Sourced only when something is missing or older than its source.
#
# The caller sets root, module, jar, stamp, reason and what launch.sh needs. build returns when the program can be run, or
# ends the process. Everything said here goes to stderr: stdout belongs to the program.

build() {
    if ! can_write; then
        [ -f "$jar" ] || fail "Hone is not built yet, and $root cannot be written." \
            "Build it once as a user who may write there: $root/hone --version"
        say "running what was built before, because $root cannot be written ($reason)"
        return 0
    fi
    case $PWD/$root in
        *:*) fail "Hone cannot be built in $root: Java's class path is divided at colons. Move the checkout." ;;
    esac
    lock
    if stale; then # still, after waiting for the lock
        say "building: $reason"
        build_locked
    fi
    unlock
}

can_write() {
    mkdir -p "$root/target" "${jar%/*}/start-up" 2>/dev/null && [ -w "$root/target" ] && [ -w "${jar%/*}/start-up" ]
}

build_locked() {
    : >"$stamp.new" # a source that changes from here on is newer than this build
    rm -f "${jar%/*}"/start-up/making-* # by whoever was killed
    forget_deleted_sources
    make_jars "$module"
    show 'making the start-up cache'
    # shellcheck source=dist/start-up-cache.sh
    . "$scripts/start-up-cache.sh"
    verify_cache
    mv -f "$stamp.new" "$stamp"
    say 'built'
}

# make_jars MODULES: the programs of these modules, separated by commas, and what they stand on.
make_jars() {
    maven "$root/target/build.log" -pl "$1" -am -T 1C -Dmaven.test.skip=true -Dspotless.check.skip \
        "-Dhone.commit=$(commit)" package || build_failed
}

# What --version names. A checkout that is no repository of its own may lie in one of something else.
commit() {
    if [ -e "$root/.git" ] && git -C "$root" rev-parse --short=12 HEAD 2>/dev/null; then return 0; fi
    echo 'unknown commit'
}

build_failed() {
    end_line
    maven_errors "$root/target/build.log" >&2
    fail 'The build failed; above is what its log ends with. Mend what it names and run the command again.' \
        "Whole log: $root/target/build.log"
}

# maven_errors LOG: what went wrong, without Maven's advice about itself; the plain end when there is no such line.
maven_errors() {
    if grep -q '^\[ERROR\]' "$1"; then
        sed -n -e '/^\[ERROR\].*\[Help 1\]/q' -e '/^\[ERROR\]/p' "$1" | tail -n 30
    else
        tail -n 30 "$1"
    fi
}

# Maven leaves the class or resource of a deleted source in the jar. A folder that is newer may have lost a file.
forget_deleted_sources() {
    [ -f "$stamp" ] || return 0
    find "$root"/*/*/src/main -type d -newer "$stamp" 2>/dev/null | while IFS= read -r folder; do
        rm -rf "${folder%%/src/main*}/target/classes" "${folder%%/src/main*}/target/maven-status"
    done
}

# maven LOG ARGUMENT…: runs Maven at the root and shows how far it is; returns its exit code. Maven is no part of a pipeline: a
# shell hears no signal until a pipeline has ended, and it would go on when the shell is gone.
maven() {
    maven_log=$1
    shift
    maven_says=$maven_log.pipe
    rm -f "$maven_says"
    mkfifo "$maven_says" || fail "$maven_says cannot be made."
    (cd -- "$root" && JAVA_HOME=$java_home exec ./mvnw -B -Dstyle.color=never "$@") </dev/null >"$maven_says" 2>&1 &
    maven_pid=$!
    end_with $$ "$maven_pid" </dev/null >/dev/null 2>&1 &
    guard_pid=$!
    follow_maven <"$maven_says" 3>"$maven_log"
    maven_status=0
    wait "$maven_pid" || maven_status=$?
    maven_pid=
    end_maven
    echo "[hone] Maven ended with $maven_status" >>"$maven_log"
    return "$maven_status"
}

# end_with PROCESS OTHER: ends the other one when the first is gone, which may be killed without a word.
end_with() {
    while kill -0 "$1" 2>/dev/null; do sleep 1; done
    kill "$2"
}

# Ends what maven started, as far as it runs.
end_maven() {
    rm -f "${maven_says-}"
    for started in ${maven_pid-} ${guard_pid-}; do
        kill "$started" 2>/dev/null || :
        wait "$started" 2>/dev/null || :
    done
    maven_pid=
    guard_pid=
}

follow_maven() {
    step='starting Maven'
    fetched=0
    while IFS= read -r line; do
        case $line in
            '[INFO] Building '*'['*/*']') next_module "$line" ;;
            *'Downloaded from '*) next_download ;;
        esac
        printf '%s\n' "$line" >&3
    done
    end_line
}

# "[INFO] Building Hone CLI 0.1.0     [3/4]" becomes "module 3/4, Hone CLI".
next_module() {
    step=${1#'[INFO] Building '}
    step=${step%%  *}
    step=${step% *}
    number=${1##*\[}
    step="module ${number%]}, $step"
    show_step
}

next_download() {
    fetched=$((fetched + 1))
    if [ -t 2 ] || [ $((fetched % 100)) = 0 ]; then show_step; fi
}

show_step() {
    if [ "$fetched" = 0 ]; then show "$step"; else show "$step, $fetched files downloaded"; fi
}

# show TEXT: one line that the next one replaces on a terminal, a whole line elsewhere.
show() {
    if [ -t 2 ]; then
        printf '\r\033[K%s: %.70s' "${speaker-hone}" "$1" >&2
        line_open=yes
    else
        say "$1"
    fi
}

say() {
    end_line
    printf '%s: %s\n' "${speaker-hone}" "$1" >&2
}

end_line() {
    if [ -n "${line_open-}" ]; then printf '\r\033[K' >&2; fi
    line_open=
}

fail() {
    end_line
    printf '%s\n' "$@" >&2
    exit 3
}

# The lock is a link that names its owner's process: made in one step, and readable in one.
lock_file=$root/target/build.lock

lock() {
    waiting=
    until ln -s $$ "$lock_file" 2>/dev/null; do
        owner=$(readlink "$lock_file") || continue
        if ! kill -0 "$owner" 2>/dev/null; then
            break_lock "$owner"
        elif [ -z "$waiting" ]; then
            waiting=yes
            say "waiting for process $owner, which is building (if it is not, remove $lock_file)"
        else
            sleep 1
        fi
    done
    trap 'end_maven; unlock' EXIT
    trap 'exit 129' HUP
    trap 'exit 130' INT
    trap 'exit 143' TERM
}

# Only one process at a time may remove a dead owner's lock, or two could remove each other's fresh one.
break_lock() {
    if mkdir "$lock_file.breaking" 2>/dev/null; then
        if [ "$(readlink "$lock_file")" = "$1" ]; then rm -f "$lock_file"; fi
        rmdir "$lock_file.breaking"
    else
        sleep 1
    fi
}

unlock() {
    rm -f "$lock_file"
    trap - EXIT HUP INT TERM
}
