package dev.hone.cache;

import dev.hone.base.Component;
import dev.hone.blob.BlobAddress;
import java.util.List;
import java.util.Optional;

/**
 * Results that machines share: for each action one output, with the bytes.
 *
 * <p>What follows holds for every implementation; {@code RemoteCacheContract} is the same text as tests.
 *
 * <ul>
 *   <li><b>Absent.</b> What is not there is an empty result, and so is what is stored in an encoding that nobody here knows.
 *   <li><b>Whole.</b> What is said of an object and its bytes come from one and the same put. That does not make them true:
 *       anybody who can write to the store can write anything. Readers prove what they use.
 *   <li><b>Partial.</b> A put that fails, or whose process dies, leaves the old object or none. A body that breaks off is an
 *       {@code IOException} of its stream wherever the store said how long it is, and never looks like an end.
 *   <li><b>Replaced.</b> {@link Existing#REPLACE} replaces what is there. {@link Existing#KEEP} leaves it, where the store can
 *       tell; a store that cannot replaces it, which is as good.
 *   <li><b>Retried.</b> Every call may be repeated.
 *   <li><b>Interrupted.</b> A thread that is interrupted ends soon, with {@link CacheError#REMOTE_FAILED}, and stays marked.
 * </ul>
 *
 * <p>All failures are {@link CacheException}s. {@link CacheError#REMOTE_FAILED}, {@link CacheError#REMOTE_LATE} and
 * {@link CacheError#REMOTE_BUSY} may pass by themselves; {@link CacheError#REMOTE_DENIED} and {@link CacheError#REMOTE_REFUSED} are for somebody to mend;
 * {@link CacheError#POISONED} is said of one object, and of a healthy store.
 */
public interface RemoteCache extends Component {

    /** What becomes of an object that is there already. */
    enum Existing {
        KEEP,
        REPLACE
    }

    /** The result of an action. The caller closes it. */
    Optional<RemoteObject> get(ActionId action);

    /** Stores the result of an action; whether this needed to be done. */
    boolean put(ActionId action, PackedOutput output, Existing existing);

    /**
     * Has a pack made of the results of these actions, in their order, where they are stored: of what is there, byte for byte as
     * stored. It is the result of an action that is its own digest, and nothing in it is proved. Empty where that cannot be done; of
     * no actions no pack is made, and that tells whether it can.
     */
    default Optional<ComposedPack> compose(List<ActionId> actions) {
        return Optional.empty();
    }

    /** How somebody else may fetch the result of an action, as it is stored; empty where only this cache can. Asks nobody. */
    default Optional<BlobAddress> address(ActionId action) {
        return Optional.empty();
    }
}
