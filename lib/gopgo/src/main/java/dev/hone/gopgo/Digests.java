package dev.hone.gopgo;

import dev.hone.profile.Text;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/**
 * What tells two profiles apart for the Go compiler.
 *
 * @param compiler the SHA-256 of the preprofile text: equal ones give equal cache keys, so nothing is compiled again
 * @param decisions the SHA-256 of all that decisions hang on: equal ones give the same machine code, though perhaps
 *     not from the cache
 * @param token what the Go command puts into the cache key of each compilation ({@code pgofile}), a part of
 *     {@code compiler} in another alphabet
 */
/*
 * Decisions hang on three things (cmd/compile/internal/inline/inl.go, devirtualize/pgo.go, Go 1.21 to 1.27): the names of
 * hot callees; the hot call sites, each a caller and an offset; and at each site the callees in order of weight, with
 * ties. Weights themselves do not matter, nor does the order of edges at different sites. The form that is hashed:
 * each list in sorted order, names with their length before them, 1 where a callee weighs as much as the one before.
 */
public record Digests(String compiler, String decisions, String token) {
    private static final byte[] FORM = "hone decisions 1\n".getBytes(StandardCharsets.US_ASCII);
    private static final int TOKEN_LENGTH = 20;

    public static Digests of(EdgeMap map) {
        byte[] compiler = sha256().digest(Preprofile.text(map));
        String token = Base64.getUrlEncoder().encodeToString(compiler).substring(0, TOKEN_LENGTH);
        HexFormat hex = HexFormat.of();
        return new Digests(hex.formatHex(compiler), hex.formatHex(new Decisions(map).digest()), token);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Feeds the decisions of one map to a hash. */
    private static final class Decisions {
        private final EdgeMap map;
        private final boolean[] hot;
        private final MessageDigest hash = sha256();

        Decisions(EdgeMap map) {
            this.map = map;
            this.hot = new boolean[map.size()];
            HotEdges hottest = HotEdges.of(map);
            for (int rank = 0; rank < hottest.count(); rank++) {
                hot[hottest.index(rank)] = true;
            }
        }

        byte[] digest() {
            hash.update(FORM);
            hotCallees();
            for (int start = 0; start < map.size(); ) {
                int end = endOfCaller(start);
                caller(start, end);
                start = end;
            }
            return hash.digest();
        }

        private void hotCallees() {
            boolean[] callee = new boolean[map.names().size()];
            for (int edge = 0; edge < hot.length; edge++) {
                callee[map.callee(edge)] |= hot[edge];
            }
            for (int name = 0; name < callee.length; name++) {
                if (callee[name]) {
                    name(map.names().get(name));
                }
            }
            number(-1);
        }

        private int endOfCaller(int start) {
            int end = start + 1;
            while (end < map.size() && map.caller(end) == map.caller(start)) {
                end++;
            }
            return end;
        }

        private void caller(int start, int end) {
            Integer[] edges = new Integer[end - start];
            Arrays.setAll(edges, i -> start + i);
            Arrays.sort(edges, (a, b) -> {
                int byOffset = Long.compare(map.offset(a), map.offset(b));
                int byWeight = byOffset != 0 ? byOffset : Long.compare(map.weight(b), map.weight(a));
                return byWeight != 0 ? byWeight : Integer.compare(map.callee(a), map.callee(b));
            });
            name(map.names().get(map.caller(start)));
            for (int from = 0; from < edges.length; ) {
                int to = from + 1;
                while (to < edges.length && map.offset(edges[to]) == map.offset(edges[from])) {
                    to++;
                }
                site(Arrays.copyOfRange(edges, from, to));
                from = to;
            }
            number(-1);
        }

        private void site(Integer[] edges) {
            number(edges.length);
            number(map.offset(edges[0]));
            flag(Arrays.stream(edges).anyMatch(edge -> hot[edge]));
            for (int i = 0; i < edges.length; i++) {
                name(map.names().get(map.callee(edges[i])));
                flag(i > 0 && map.weight(edges[i]) == map.weight(edges[i - 1]));
            }
        }

        private void flag(boolean set) {
            hash.update((byte) (set ? 1 : 0));
        }

        private void name(Text name) {
            number(name.length());
            hash.update(name.bytes());
        }

        private void number(long number) {
            hash.update(ByteBuffer.allocate(Long.BYTES).putLong(number).flip());
        }
    }
}
