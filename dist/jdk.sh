# shellcheck shell=sh disable=SC2034 # what is not used here is used by the caller
# Finds a JDK 25 by reading `release` files: no JVM is started, so that a start stays cheap.
#
# find_jdk sets java_home and returns 0, or returns 1 after setting jdk_looked, one place a line with what was wrong there.
#   HONE_JAVA_HOME  the JDK to use; a wrong one is an error, never passed over
#   HONE_JDK_ROOTS  folders of JDKs to search instead of the usual ones, separated by colons

jdk_wanted=25
jdk_usual="/usr/lib/jvm:/opt:/opt/java:${HOME-}/.sdkman/candidates/java:${HOME-}/.jdks:/Library/Java/JavaVirtualMachines"

find_jdk() {
    jdk_looked=
    if [ -n "${HONE_JAVA_HOME-}" ]; then
        try_jdk "$HONE_JAVA_HOME" "HONE_JAVA_HOME=$HONE_JAVA_HOME"
        return
    fi
    if [ -n "${JAVA_HOME-}" ]; then
        try_jdk "$JAVA_HOME" "JAVA_HOME=$JAVA_HOME" && return
    fi
    try_java_on_path || try_jdk_roots
}

# jdk_missing: the one message for whoever has no JDK 25.
jdk_missing() {
    cat <<EOF
No JDK $jdk_wanted was found. Hone needs one to build and run.
Looked at:
$jdk_looked
Install one, for example Temurin $jdk_wanted (https://adoptium.net), in one of these folders,
or set HONE_JAVA_HOME to the folder of one that is elsewhere.
EOF
}

# try_jdk FOLDER PLACE: PLACE is how the message calls it.
try_jdk() {
    if ! [ -r "$1/release" ]; then
        looked_at "$2" 'no JDK (it has no file named release)'
        return 1
    fi
    read_java_version "$1/release"
    case $java_version in
        "$jdk_wanted" | "$jdk_wanted".* | "$jdk_wanted"-* | "$jdk_wanted"+*) ;;
        *)
            looked_at "$2" "Java ${java_version:-of unknown version}"
            return 1
            ;;
    esac
    if ! [ -x "$1/bin/javac" ]; then
        looked_at "$2" "Java $java_version, but a runtime only (it has no bin/javac)"
        return 1
    fi
    case $1 in
        /*) java_home=$1 ;;
        *) java_home=$PWD/$1 ;;
    esac
}

read_java_version() {
    java_version=
    while IFS='=' read -r jdk_key jdk_value; do
        if [ "$jdk_key" = JAVA_VERSION ]; then
            java_version=${jdk_value#\"}
            java_version=${java_version%\"}
            return 0
        fi
    done <"$1"
}

try_java_on_path() {
    jdk_java=$(command -v java) || {
        looked_at PATH 'no java'
        return 1
    }
    # /usr/bin/java is mostly a link to a link; the JDK is two levels above the file at the end.
    jdk_java=$(readlink -f "$jdk_java" 2>/dev/null) || return 1
    jdk_java=${jdk_java%/*}
    try_jdk "${jdk_java%/*}" "PATH's java in ${jdk_java%/*}"
}

try_jdk_roots() {
    jdk_rest=${HONE_JDK_ROOTS-$jdk_usual}:
    while [ -n "$jdk_rest" ]; do
        jdk_root=${jdk_rest%%:*}
        jdk_rest=${jdk_rest#*:}
        [ -z "$jdk_root" ] || try_jdk_root "$jdk_root" && return
    done
    return 1
}

try_jdk_root() {
    jdk_seen=
    for jdk_folder in "$1"/*; do
        for jdk_home in "$jdk_folder" "$jdk_folder/Contents/Home"; do
            [ -r "$jdk_home/release" ] || continue
            jdk_seen=yes
            try_jdk "$jdk_home" "$jdk_home" && return
        done
    done
    [ -n "$jdk_seen" ] || looked_at "$1/*" 'no JDK'
    return 1
}

looked_at() {
    jdk_looked="$jdk_looked${jdk_looked:+
}  $1: $2"
}
