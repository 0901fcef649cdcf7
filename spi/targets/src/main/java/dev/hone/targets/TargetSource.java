package dev.hone.targets;

import dev.hone.base.Component;

/**
 * Finds running instances that can be profiled.
 *
 * <p>What follows holds for every implementation; {@code TargetSourceContract} in {@code test/kit} is the same text as tests.
 *
 * <ul>
 *   <li><b>Now.</b> Each {@link #look} asks anew and finds what is there then. It is whole or it fails: a source that cannot
 *       see everything throws, and whoever asked keeps what it had.
 *   <li><b>Bad entries.</b> An entry that cannot be profiled (no port, a name that is no app, an address without host) is
 *       {@linkplain Targets#left left out} with the reason, and is never in the way of the others. An entry that opts out is
 *       left out, too.
 *   <li><b>Once.</b> An instance that the source lists twice is found once.
 *   <li><b>Bounded.</b> A source that lists more than {@value #MOST} targets fails with {@link TargetError#TOO_LARGE}. A look
 *       takes no longer than the source's own limit, which is a minute at most, then fails.
 *   <li><b>Failed.</b> {@link TargetError#UNAVAILABLE} may pass by itself; {@link TargetError#DENIED} and
 *       {@link TargetError#MISCONFIGURED} need somebody. After each of them {@link #look} may be called again.
 *   <li><b>Closed.</b> A later {@link #look} is {@link TargetError#CLOSED}.
 * </ul>
 */
public interface TargetSource extends Component {
    /** The most targets of one source. */
    int MOST = 100_000;

    /** What health reports and metrics call it: {@code kubernetes}, {@code nomad}, {@code consul}, {@code file://<path>}. */
    String name();

    /** All that can be profiled now. */
    Targets look();
}
