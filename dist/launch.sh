# shellcheck shell=sh disable=SC2154 # what is not assigned here is set by the caller
# Starts a program's JVM with its start-up cache, if there is a valid one. Shared by the checkout's hone and the release's.
#
# The caller calls choose_program, then sets
#   java_home  the Java to run, an absolute path
#   jar        the program: <folder>/<name>.jar, its libraries in <folder>/lib, its caches in <folder>/start-up
#   scripts    the folder of this file
#   training   main class and arguments that exercise the program, to make a missing cache with; empty: none is made
#
# JDK 25 runs the OLD classes when a jar changed after its AOT cache was made, and dies when a cache is damaged. So a cache is
# named by what it was made from and by its own content, and used only while `stat` says that neither has changed since that
# name was last checked. dist/RATIONALE.md has the measurements. This file is on the way of every start: builtins only, and
# one stat.

# choose_program NAME WORD…: sets program, the entry point that a command belongs to, and front, the command that the name of
# a link to the launcher stands for. The server's own list of commands is held to this one by a test. As with autopgo, the log
# level may stand before the command.
choose_program() {
    case ${1##*/} in
        pgo-fleet) front=collector ;;
        cacheprog) front=cache ;;
        *) front= ;;
    esac
    shift
    while :; do
        case $front,${1-} in
            ,-l | ,--log-level) shift ;;
            ,-l* | ,--log-level=*) ;;
            *) break ;;
        esac
        if [ $# -gt 0 ]; then shift; fi
    done
    case $front,${1-} in
        ,help | ,--help | ,-h) command=${2-} ;;
        *) command=${front:-${1-}} ;;
    esac
    case $command in
        up | server | worker | scrape | collector) use_program server ;;
        cache)
            if [ -z "$front" ]; then shift; fi
            case ${1-} in cache) shift ;; esac # behind help
            choose_of_cache "$@"
            ;;
        *) use_program cli ;;
    esac
}

# choose_of_cache WORD…: the same for what is behind `cache`. As with cacheprog, options for its log and profiles may come first.
choose_of_cache() {
    while :; do
        case ${1-} in
            --log-level | --log-output | --cpu-profile | --mem-profile | --trace-profile | --fgprof) shift ;;
            --*=* | --use-vm-histograms) ;;
            *) break ;;
        esac
        if [ $# -gt 0 ]; then shift; fi
    done
    case ${1-} in
        serve | proxy) use_program server ;;
        *) use_program gocache ;;
    esac
}

# Sets program and its flags. jvm_flags must be the same when a cache is made and when it is used; HONE_JAVA_OPTS comes later on
# the line and may undo the others.
use_program() {
    program=$1
    jvm_flags='-XX:+UseSerialGC -XX:-UsePerfData --sun-misc-unsafe-memory-access=allow'
    case $program in
        # Until it has worked for about three seconds, the JVM is faster without its second compiler.
        cli) jvm_flags="$jvm_flags -Xmn16m" jvm_more='-XX:TieredStopAtLevel=1' ;;
        # One for each go command, or one that stays and has little to do. Standard output is go's: what the flight recorder has to
        # say of itself would go there.
        gocache)
            jvm_flags="$jvm_flags -XX:+UseCompactObjectHeaders"
            jvm_more='-XX:TieredStopAtLevel=1 -Xlog:jfr*=off -Xms16m -Xmn8m -XX:MaxRAMPercentage=25 -XX:MinHeapFreeRatio=20 -XX:MaxHeapFreeRatio=40 -XX:-ShrinkHeapInSteps'
            ;;
        # Works for months: all compilers, and a heap that gives back what it does not need.
        server)
            jvm_flags="$jvm_flags -XX:+UseCompactObjectHeaders"
            jvm_more='-Xms24m -Xmn16m -XX:MaxRAMPercentage=50 -XX:MinHeapFreeRatio=20 -XX:MaxHeapFreeRatio=40 -XX:-ShrinkHeapInSteps'
            ;;
    esac
}

# serves_go SHIM LAUNCHER WORD…: true when go speaks to this process: there is no word behind `cache`, or `direct`. Then, where the
# shim has been built and may be used, it takes over and this does not return. It starts in a millisecond, and the daemon by LAUNCHER.
serves_go() {
    shim=$1
    HONE_CACHE_LAUNCHER=$2
    shift 2
    if [ -z "$front" ] && [ "${1-}" = cache ]; then shift; fi
    case ${1-} in
        -h | --help | --version) return 1 ;;
        direct) return 0 ;;
        '' | -*) ;;
        *) return 1 ;;
    esac
    # A log, metrics and profiles are one process's, as with cacheprog: who asks for them gets a process of its own.
    case "${CACHEPROG_LOG_OUTPUT-}${CACHEPROG_METRICS_PUSH_ENDPOINT-}" in ?*) return 0 ;; esac
    case "${CACHEPROG_CPU_PROFILE_PATH-}${CACHEPROG_MEM_PROFILE_PATH-}${CACHEPROG_TRACE_PROFILE_PATH-}${CACHEPROG_FGPROF_PATH-}" in ?*) return 0 ;; esac
    case " $*" in
        *' --log-output'* | *' --metrics-push-endpoint'*) return 0 ;;
        *' --cpu-profile'* | *' --mem-profile'* | *' --trace-profile'* | *' --fgprof'*) return 0 ;;
    esac
    [ -x "$shim" ] || return 0
    export HONE_CACHE_LAUNCHER
    exec "$shim" "$@"
}

# name_porter PROGRAM: it stands beside the shim. Whoever set the variable, be it to nothing, is heeded.
name_porter() {
    if [ -z "${HONE_CACHE_PORTER+set}" ] && [ -x "$1" ]; then export HONE_CACHE_PORTER="$1"; fi
}

# A cache that the JVM refuses is nobody's business: it costs time only.
jvm_quiet='-Xlog:aot*=off -Xlog:cds*=off'

launch() {
    choose_cache
    tty_out=false
    tty_err=false
    if [ -t 1 ]; then tty_out=true; fi
    if [ -t 2 ]; then tty_err=true; fi
    # With standard input closed, the first file that Java opens would become it.
    if [ -d /dev/fd ] && [ ! -e /dev/fd/0 ]; then exec </dev/null; fi
    set -f # options are split at blanks, but a * in one is not a file name
    # shellcheck disable=SC2086
    exec "$java_home/bin/java" $jvm_flags $jvm_more $jvm_quiet ${cache:+"-XX:AOTCache=${jar%/*}/start-up/$cache"} \
        "-Dhone.tty.out=$tty_out" "-Dhone.tty.err=$tty_err" ${HONE_JAVA_OPTS-} -jar "$jar" ${front:+"$front"} "$@"
}

# Sets cache to the name of the file to use, or to nothing.
choose_cache() {
    cache=
    case "${HONE_JAVA_OPTS-} ${JAVA_TOOL_OPTIONS-} ${JDK_JAVA_OPTIONS-}" in
        # The JVM does not start when these are given together with a cache.
        *-Xshare* | *Shared* | *-XX:AOT*) return 0 ;;
    esac
    take_facts
    [ -n "$facts" ] || return 0
    recall "${jar%/*}/start-up/verified" || recall "$verified_elsewhere" || {
        # shellcheck source=dist/start-up-cache.sh
        . "$scripts/start-up-cache.sh"
        verify_cache
    }
}

# Sets facts: what tells, without reading them, that the jars, the Java and the caches are those of last time.
take_facts() {
    set -- "$jar" "${jar%/*}"/lib/*.jar "$java_home/release" "${jar%/*}"/start-up/*.aot
    facts=$(stat -c %i:%s:%.9Y:%.9Z -- "$@" 2>/dev/null) || :
    [ -n "$facts" ] || facts=$(stat -f %i:%z:%Fm:%Fc -- "$@" 2>/dev/null) || : # BSD, macOS
    [ -n "$facts" ] || return 0
    # shellcheck disable=SC2086
    set -- $facts
    facts="$* $jvm_flags"
    # An installation that cannot be written is remembered in the home folder, under its jar's inode.
    verified_elsewhere=${XDG_CACHE_HOME:-${HOME-}/.cache}/hone/verified-${1%%:*}
}

recall() {
    [ -r "$1" ] && { IFS= read -r known && IFS= read -r cache; } <"$1" && [ "$known" = "$facts" ]
}
