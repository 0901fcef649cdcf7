package dev.hone.blob;

import dev.hone.base.Component;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Keeps blobs: byte strings under keys, each with a version, a time and a little metadata.
 *
 * <p>What follows holds for every implementation; {@code BlobStoreContract} in {@code test/kit} is the same text as tests.
 * Where a store cannot keep a promise, it leaves out the {@link Trait} that stands for it. To ask for what is left out
 * throws {@link BlobError#UNSUPPORTED} (or, where a key cannot be held, {@link BlobError#KEY_CLASH} or
 * {@link BlobError#BAD_KEY}) and changes nothing.
 *
 * <ul>
 *   <li><b>Absent.</b> Reading what is not there gives an empty result, deleting it is fine, listing it gives nothing. A
 *       bucket or root folder that is not there is a failure, {@link BlobError#NO_BUCKET}.
 *   <li><b>Duplicate.</b> A put replaces what was there, content and metadata both, unless its condition forbids it.
 *   <li><b>Partial.</b> A blob is there whole or not at all. A put that fails, is interrupted, or whose process dies leaves
 *       the old blob or none. A body that is shorter or longer than was said is {@link BlobError#BAD_BODY} and stores
 *       nothing. What a put reported as stored survives the process, and the machine if the store says so.
 *   <li><b>Concurrent.</b> Operations on one key happen one after the other, in some order; whoever reads after a put has
 *       returned sees it or a later one. Of those who race with the same condition one wins, in this process and in all
 *       others. A reader that began before a put gets all of the old blob or a failure, never a mix. Several reads of
 *       ranges are several reads: compare their versions.
 *   <li><b>Retried.</b> A put without a condition, and a delete, may be repeated. When a conditional put fails with a
 *       retryable failure, it may have been done; only its own store or {@link RetryingBlobStore} can repeat it and tell
 *       its own blob from another's, by a token in the metadata. A repeated conditional delete may report the first one's
 *       success as {@link DeleteOutcome.Absent}.
 *   <li><b>Ordered.</b> Listings come in the order of the keys' UTF-8 bytes. A blob that is there during the whole listing
 *       is listed once; one that comes or goes meanwhile is listed at most once. Keys that {@link BlobKey} refuses, left
 *       there by others, are not listed.
 *   <li><b>Interrupted.</b> A thread that is interrupted while it waits gets {@link BlobError#INTERRUPTED}, and stays marked
 *       as interrupted.
 * </ul>
 *
 * <p>All failures are {@link BlobException}s; {@link BlobError#retryable} says which may pass by themselves. A failure
 * while a body is read is an {@code IOException} of its stream: a blob that was cut short never looks like a whole one.
 */
public interface BlobStore extends Component {

    /** What of the contract this store keeps that not every store can. Does not change, and asks nobody. */
    Set<Trait> traits();

    /** Opens a blob or a part of it; empty when there is none. The caller closes it. */
    Optional<Blob> get(BlobKey key, ByteRange range);

    /** Opens a whole blob. */
    default Optional<Blob> get(BlobKey key) {
        return get(key, ByteRange.all());
    }

    /** What is known of a blob without reading it; empty when there is none. */
    Optional<BlobInfo> head(BlobKey key);

    /**
     * How somebody else can get a whole blob, if it is there; empty where this store has no such way, or not for this key or
     * at this moment. Asks nobody about the blob, though it may have to find credentials first. That nothing can be had by
     * this way is no failure: it says nothing of what {@link #get} would do.
     */
    default Optional<BlobAddress> address(BlobKey key) {
        return Optional.empty();
    }

    /**
     * How somebody else can store a blob, by a PUT of so many bytes with this digest; empty where this store has no such way for it. 200
     * says that it is stored, 412 that the condition does not hold; every other answer says nothing: put it here.
     *
     * @param sha256 of the bytes, in hexadecimal
     */
    default Optional<BlobAddress> putAddress(BlobKey key, PutOptions options, long length, String sha256) {
        return Optional.empty();
    }

    /**
     * Stores a blob if its condition holds. The condition is looked at when the whole body has arrived; a store may look
     * earlier too, and then leaves the body unread.
     */
    PutOutcome put(BlobKey key, Content content, PutOptions options);

    /** Removes a blob if there is one. */
    void delete(BlobKey key);

    /** Removes a blob if it still has this version. Needs {@link Trait#DELETE_IF_VERSION}. */
    DeleteOutcome delete(BlobKey key, BlobVersion version);

    /**
     * One page of what there is. It has at most as many entries as were asked for; it may have fewer, but it is empty only
     * when it is the last. The next page is the same listing {@linkplain Listing#after after} this page's last name.
     */
    Page list(Listing listing);

    /** All pages of a listing one after the other, each asked for when it is reached. */
    default Stream<Entry> stream(Listing listing) {
        return Stream.iterate(
                        list(listing),
                        page -> !page.entries().isEmpty(),
                        page -> page.more()
                                ? list(listing.after(page.entries().getLast().name()))
                                : Page.EMPTY)
                .flatMap(page -> page.entries().stream());
    }
}
