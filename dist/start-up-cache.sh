# shellcheck shell=sh disable=SC2154 # what is not assigned here is set by the caller
# The slow half of launch.sh: checks start-up caches by content, makes a missing one, and remembers the outcome.
# A cache is <digest of what it was made from>-<digest of itself>.aot. Nothing here prints: a cache is only about time.

# Sets cache, as choose_cache does. Facts are taken before digests: what changes later shows at the next start.
verify_cache() {
    verify_noisily 2>/dev/null || :
}

verify_noisily() {
    cache=
    settle_times
    take_facts
    inputs=$(digest_of_inputs) && [ -n "$inputs" ] || return 0
    find_cache
    if [ -z "$cache" ] && [ -n "${training-}" ] && make_cache; then
        take_facts
        # A jar that was replaced while the cache was being made may be in it in either version.
        [ "$(digest_of_inputs)" = "$inputs" ] || drop_cache
    fi
    remember
}

# The JVM refuses a cache when a jar's time is not that of the training, though a copied or rebuilt jar may be the same byte for
# byte. Since we compare contents, every jar gets one and the same time; an old one, so that a build never takes it for new.
settle_times() {
    TZ=UTC0 touch -t 202001010000 -- "$jar" "${jar%/*}"/lib/*.jar
}

# What a cache depends on: every jar, the Java it belongs to, the flags.
digest_of_inputs() {
    {
        sha256 <"$java_home/release"
        echo "$jvm_flags $training_flags"
        cd -- "${jar%/*}" && sha256 -- "${jar##*/}" lib/*.jar
    } | sha256 | cut -c 1-20
}

find_cache() {
    for found in "${jar%/*}/start-up/$inputs"-*.aot; do
        [ -f "$found" ] || continue
        cache=${found##*/}
        [ "$cache" = "$inputs-$(sha256 <"$found" | cut -c 1-20).aot" ] && return
    done
    cache=
}

# Written beside and renamed, so that a half-made cache is never seen; the ones before it go.
make_cache() {
    mkdir -p "${jar%/*}/start-up" && [ -w "${jar%/*}/start-up" ] || return
    if train "making-$$"; then
        rm -rf "${jar%/*}"/start-up/*.aot
        mv "${jar%/*}/start-up/making-$$" \
            "${jar%/*}/start-up/$inputs-$(sha256 <"${jar%/*}/start-up/making-$$" | cut -c 1-20).aot"
    fi
    rm -f "${jar%/*}/start-up/making-$$"*
    find_cache
    [ -n "$cache" ]
}

drop_cache() {
    rm -f "${jar%/*}/start-up/$cache"
    cache=
}

# Relative paths: the JVM hands them to a child through an environment variable, where colons would not survive. The ./ has
# to be: without it the JVM takes the jar's bare name for all of its path, and refuses the cache from any other folder. Method
# profiles stay out of the cache: with them the JVM begins by compiling, and short commands take longer.
training_flags='-XX:+UnlockDiagnosticVMOptions -XX:-AOTRecordTraining'
train() (
    cd -- "${jar%/*}" || exit
    unset JAVA_TOOL_OPTIONS JDK_JAVA_OPTIONS _JAVA_OPTIONS
    # shellcheck disable=SC2086
    "$java_home/bin/java" $jvm_flags $training_flags "-XX:AOTCacheOutput=start-up/$1" -cp "./${jar##*/}" $training \
        </dev/null >"start-up/training.log" 2>&1
    [ -s "start-up/$1" ]
)

remember() {
    if [ -w "${jar%/*}/start-up" ]; then
        remember_in "${jar%/*}/start-up/verified"
    elif [ -n "${XDG_CACHE_HOME-}${HOME-}" ]; then
        mkdir -p "${verified_elsewhere%/*}"
        remember_in "$verified_elsewhere"
    fi
}

remember_in() {
    printf '%s\n%s\n' "$facts" "$cache" >"$1.$$" && mv -f "$1.$$" "$1"
}

if command -v sha256sum >/dev/null; then
    sha256() { sha256sum "$@"; }
else
    sha256() { shasum -a 256 "$@"; }
fi
