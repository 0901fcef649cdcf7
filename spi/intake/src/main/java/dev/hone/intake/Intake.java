package dev.hone.intake;

import dev.hone.base.Component;

/**
 * Takes in the profiles of a fleet, one at a time.
 *
 * <p>What follows holds for every implementation; {@code IntakeContract} in {@code test/kit} is the same text as tests.
 *
 * <ul>
 *   <li><b>Kept.</b> When {@link #hand} returns, the profile is stored and will count. When it throws
 *       {@link IntakeError#REFUSED} or {@link IntakeError#DENIED} it was not stored, and the same call is refused again. After
 *       any other failure it may be stored or not: handing it in again is right, and counts once.
 *   <li><b>Once.</b> Equal bytes of one app count once, whoever handed them in.
 *   <li><b>Bytes.</b> The profile is taken as it is, gzip or not; it is not kept or changed after the call.
 *   <li><b>Wants.</b> {@link #wants} is advice: it is never wrong to hand in something else. A receiver that knows nothing of
 *       the kind says {@link Wants#UNKNOWN} and does not fail.
 *   <li><b>Closed.</b> A later call is {@link IntakeError#CLOSED}.
 * </ul>
 */
public interface Intake extends Component {
    /**
     * Hands in one profile.
     *
     * @param app the program, in the grammar of app names; another is {@link IntakeError#REFUSED}
     */
    Receipt hand(String app, byte[] profile, Origin origin);

    /** What would tell most about an app that is not known yet. */
    Wants wants(String app);

    /**
     * What a receiver says of a profile that it took in.
     *
     * @param key what the receiver calls it
     */
    record Receipt(String key) {}
}
