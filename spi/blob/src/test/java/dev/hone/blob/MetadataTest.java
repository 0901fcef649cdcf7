package dev.hone.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MetadataTest {
    @Test
    void metadata_againstTheGrammar_isRefused() {
        for (Map<String, String> bad : List.of(
                Map.of("", "x"),
                Map.of("A", "x"),
                Map.of("a.b", "x"),
                Map.of("a".repeat(129), "x"),
                Map.of("a{", "x"),
                Map.of("a/", "x"),
                Map.of("a", " "),
                Map.of("a", "\u007f"),
                Map.of("a", " x"),
                Map.of("a", "x "),
                Map.of("a", "x\ny"),
                Map.of("a", "é"),
                Map.of("hone-store-put", "x"))) {
            assertThatThrownBy(() -> Metadata.of(bad))
                    .isInstanceOfSatisfying(
                            BlobException.class, e -> assertThat(e.error()).isEqualTo(BlobError.BAD_METADATA));
        }
        assertThatThrownBy(() -> Metadata.of(Map.of("a", "x".repeat(1900))))
                .isInstanceOfSatisfying(
                        BlobException.class, e -> assertThat(e.error()).isEqualTo(BlobError.TOO_LARGE));
    }

    @Test
    void metadata_atTheEdgeOfTheGrammar_isTaken() {
        Map<String, String> edge = Map.of(
                "a".repeat(128), "", "az09_-", "!~", "b", "x", "c", "a  b", "-", " !\"#$%&'()*+,-./:;<=>?@".strip());
        assertThat(Metadata.of(edge).values()).isEqualTo(edge);
    }

    @Test
    void read_ofWhatOthersWrote_keepsWhatTheGrammarTakes() {
        Metadata read = Metadata.read(Map.of("good", "x", "Bad", "x", "worse", "é", "y", "x".repeat(5000)));
        assertThat(read.values()).isEqualTo(Map.of("good", "x"));
    }

    @Test
    void token_isTakenOffAgain() {
        Metadata plain = Metadata.of(Map.of("a", "b"));
        assertThat(plain.withToken("t").token()).contains("t");
        assertThat(plain.withToken("t").withoutToken()).isEqualTo(plain);
        assertThat(plain.token()).isEmpty();
    }

    @Test
    void words_ofTheLastPuts_areHandedOn_asManyAsThereIsRoomFor() {
        Metadata last = Metadata.of(Map.of("a", "b"));
        for (int i = 100; i < 300; i++) {
            last = last.handedOn().withToken("0123456789abc" + i);
        }
        assertThat(last.token()).contains("0123456789abc299");
        assertThat(last.value(Metadata.EARLIER).orElseThrow()).startsWith("0123456789abc298 0123456789abc297 ");
        assertThat(last.isMadeFrom("0123456789abc189")).isTrue();
        assertThat(last.isMadeFrom("0123456789abc188")).isFalse();
        assertThat(Metadata.read(last.values())).isEqualTo(last);
        assertThat(last.withoutToken().values()).isEqualTo(Map.of("a", "b"));
        Metadata full = Metadata.of(Map.of("a", "x".repeat(1890)));
        assertThat(full.withToken("t").handedOn()).isEqualTo(full);
    }

    @Test
    void words_ofPuts_areReadAgain_beforeMetadataThatIsAsLongAsMayBe() {
        Metadata longest = Metadata.of(Map.of("z", "x".repeat(1880 - Metadata.EARLIER.length())));
        Metadata handedOn = longest.withToken("0123456789abcdef").handedOn().withToken("fedcba9876543210");
        assertThat(handedOn.isMadeFrom("0123456789abcdef")).isTrue();
        assertThat(Metadata.read(handedOn.values())).isEqualTo(handedOn);
    }
}
