package dev.hone.blob;

/**
 * Which blobs to list.
 *
 * @param prefix what names begin with; may end inside a part, and may be empty
 * @param after only names that come after this one, in the order of their UTF-8 bytes; empty for all
 * @param pageSize the most entries of a page, 1 to 1,000
 * @param byFolder whether the blobs with a slash behind the prefix are told as one {@link Entry.Folder} for each name up
 *     to that slash
 */
public record Listing(String prefix, String after, int pageSize, boolean byFolder) {
    private static final int MOST = 1000;

    public Listing {
        if (pageSize < 1 || pageSize > MOST) {
            throw new IllegalArgumentException("a page has 1 to " + MOST + " entries, not " + pageSize);
        }
    }

    /** All blobs with this prefix. */
    public static Listing of(String prefix) {
        return new Listing(prefix, "", MOST, false);
    }

    /** The blobs right behind this prefix, and one entry for each folder there. */
    public static Listing folders(String prefix) {
        return new Listing(prefix, "", MOST, true);
    }

    public Listing after(String name) {
        return new Listing(prefix, name, pageSize, byFolder);
    }

    public Listing pageSize(int most) {
        return new Listing(prefix, after, most, byFolder);
    }

    /** Whether an entry of this name belongs to the listing; folders are compared with their slash. */
    public boolean takes(String name) {
        return name.startsWith(prefix) && BlobKey.compare(name, after) > 0;
    }
}
