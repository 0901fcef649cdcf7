package dev.hone.cache;

import dev.hone.cache.Manifest.Entry;
import dev.hone.cache.Manifest.Form;
import dev.hone.cache.Manifest.Pack;
import dev.hone.cache.Manifest.Place;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Writes and reads a {@link Manifest} as docs/formats/cache-manifest.md says. What is wrong in one entry costs that entry, what is
 * wrong in the frame the whole.
 */
final class ManifestFile {
    private static final byte[] MAGIC = "hone manifest 1\n".getBytes(StandardCharsets.US_ASCII);
    private static final int LARGEST_HEADER = 1 << 20;
    private static final int ENTRY = 92;
    private static final JsonFactory JSON = new JsonFactory();

    private ManifestFile() {}

    /** Writes it to a new file, and behind it the bodies that it has itself. */
    static void write(Path to, Manifest manifest, Path inlined) throws IOException {
        try (OutputStream out = Files.newOutputStream(to, StandardOpenOption.CREATE_NEW)) {
            byte[] header = header(manifest, Files.size(inlined));
            out.write(MAGIC);
            out.write(ByteBuffer.allocate(Integer.BYTES).putInt(header.length).array());
            out.write(header);
            for (Entry entry : manifest.entries()) {
                out.write(bytes(entry));
            }
            Files.copy(inlined, out);
        }
    }

    private static byte[] header(Manifest manifest, long inlined) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            json.writeStringProperty("made", manifest.made().toString());
            json.writeNumberProperty("entries", manifest.entries().size());
            json.writeNumberProperty("inlined", inlined);
            json.writeName("packs").writeStartArray();
            for (Pack pack : manifest.packs()) {
                json.writeStartObject();
                json.writeStringProperty("id", pack.id());
                json.writeNumberProperty("stored", pack.stored());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        return text.toByteArray();
    }

    private static byte[] bytes(Entry entry) {
        Place place = entry.place();
        return ByteBuffer.allocate(ENTRY)
                .put(entry.action().bytes())
                .put(Digests.bytes(entry.output().hex()))
                .putLong(entry.size())
                .putLong(entry.time().getEpochSecond())
                .putShort((short) place.pack())
                .put((byte) place.form().code())
                .put((byte) entry.idle())
                .putInt((int) place.offset())
                .putInt((int) place.stored())
                .array();
    }

    /**
     * Reads one; its own bodies stay in the file.
     *
     * @throws CacheException when it is none
     */
    static Manifest read(Path file) throws IOException {
        if (Files.size(file) > Manifest.LARGEST) {
            throw none("it has " + Files.size(file) + " bytes");
        }
        try (InputStream in = Files.newInputStream(file)) {
            return read(in);
        }
    }

    static Manifest read(InputStream in) throws IOException {
        Header header = header(in);
        return new Manifest(header.made, header.packs, entries(in, header));
    }

    private static Header header(InputStream in) throws IOException {
        ByteBuffer frame = ByteBuffer.wrap(in.readNBytes(MAGIC.length + Integer.BYTES));
        if (frame.remaining() < MAGIC.length + Integer.BYTES
                || !frame.slice(0, MAGIC.length).equals(ByteBuffer.wrap(MAGIC))) {
            throw none("it does not begin as one");
        }
        int length = frame.getInt(MAGIC.length);
        if (length < 0 || length > LARGEST_HEADER) {
            throw none("a header of " + length + " bytes");
        }
        return Header.parse(in.readNBytes(length));
    }

    private static List<Entry> entries(InputStream in, Header header) throws IOException {
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < header.entries; i++) {
            byte[] bytes = in.readNBytes(ENTRY);
            if (bytes.length < ENTRY) {
                throw none("it ends within its entries");
            }
            entry(ByteBuffer.wrap(bytes))
                    .filter(entry -> header.has(entry.place()) && entry.size() >= 0)
                    .ifPresent(entries::add);
        }
        return entries;
    }

    /** Empty for one that is stored in a way that is not known here. */
    private static Optional<Entry> entry(ByteBuffer bytes) {
        byte[] action = new byte[Digests.BYTES];
        byte[] output = new byte[Digests.BYTES];
        bytes.get(action).get(output);
        long size = bytes.getLong();
        Instant time = Instant.ofEpochSecond(Math.clamp(bytes.getLong(), 0, Instant.MAX.getEpochSecond()));
        int pack = Short.toUnsignedInt(bytes.getShort());
        Optional<Form> form = Form.of(Byte.toUnsignedInt(bytes.get()));
        int idle = Byte.toUnsignedInt(bytes.get());
        long offset = Integer.toUnsignedLong(bytes.getInt());
        long stored = Integer.toUnsignedLong(bytes.getInt());
        return form.map(how -> new Entry(
                ActionId.ofBytes(action),
                OutputId.ofBytes(output),
                size,
                time,
                new Place(pack, how, offset, stored),
                idle));
    }

    private static CacheException none(String why) {
        return new CacheException(CacheError.POISONED, "what should be a manifest is none: " + why);
    }

    /** What stands before the entries. */
    private static final class Header {
        private Instant made = Instant.EPOCH;
        private int entries = -1;
        private long inlined = -1;
        private final List<Pack> packs = new ArrayList<>();

        static Header parse(byte[] text) {
            Header header = new Header();
            try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), text)) {
                json.nextToken();
                while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                    header.read(json.currentName(), json);
                }
            } catch (JacksonException | DateTimeException e) {
                throw new CacheException(
                        CacheError.POISONED, "what should be a manifest is none: its header cannot be read", e);
            }
            if (header.entries < 0 || header.entries > Manifest.MOST_ENTRIES || header.inlined < 0) {
                throw none("a header of " + header.entries + " entries and " + header.inlined + " inlined bytes");
            }
            return header;
        }

        private void read(String name, JsonParser json) {
            JsonToken value = json.nextToken();
            switch (name) {
                case "made" -> made = Instant.parse(json.getString());
                case "entries" -> entries = json.getIntValue();
                case "inlined" -> inlined = json.getLongValue();
                case "packs" -> readPacks(json, value);
                default -> json.skipChildren();
            }
        }

        private void readPacks(JsonParser json, JsonToken first) {
            if (first != JsonToken.START_ARRAY) {
                throw none("packs that are no list");
            }
            while (json.nextToken() == JsonToken.START_OBJECT) {
                String id = "";
                long stored = -1;
                while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                    String name = json.currentName();
                    json.nextToken();
                    switch (name) {
                        case "id" -> id = json.getString();
                        case "stored" -> stored = json.getLongValue();
                        default -> json.skipChildren();
                    }
                }
                packs.add(new Pack(id, stored));
                if (packs.size() > Manifest.MOST_PACKS || stored < 0 || stored > Pack.LARGEST) {
                    throw none("too many packs, or too large ones");
                }
            }
        }

        boolean has(Place place) {
            if (place.form() == Form.NOT) {
                return true;
            }
            long length = place.pack() == Place.INLINE
                    ? inlined
                    : place.pack() < packs.size() ? packs.get(place.pack()).stored() : -1;
            return place.offset() + place.stored() <= length;
        }
    }
}
