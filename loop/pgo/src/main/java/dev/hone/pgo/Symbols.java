package dev.hone.pgo;

import dev.hone.blob.BlobStore;
import dev.hone.blob.Content;
import dev.hone.blob.PutOptions;
import dev.hone.gopgo.GoProfileException;
import dev.hone.gopgo.SymbolList;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What functions the newest version of each program has, as its owners say. */
public final class Symbols {
    private static final int LARGEST = 64 << 20;

    private final BlobStore store;
    private final Parts parts;

    Symbols(Parts parts) {
        this.store = parts.store();
        this.parts = parts;
    }

    /**
     * Keeps what {@code go tool nm} says, or a list of names.
     *
     * @return how many functions are in it
     */
    public int replace(AppName app, byte[] list, String by) {
        int size = read(list).size();
        store.put(new AppKeys(app).symbols(), Content.of(list), PutOptions.REPLACE);
        Instant now = parts.surroundings().clock().instant();
        parts.heads()
                .change(app, head -> head.decided(new Decision(now, "symbols", 0, List.of(size + " functions"), by)));
        return size;
    }

    Optional<SymbolList> of(AppName app) {
        return store.get(new AppKeys(app).symbols()).map(blob -> read(blob.bytes(LARGEST)));
    }

    private static SymbolList read(byte[] list) {
        try {
            return SymbolList.read(new ByteArrayInputStream(list));
        } catch (GoProfileException e) {
            throw new PgoException(PgoError.BAD_CONTEXT, "this is no list of functions: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory failed", e);
        }
    }
}
