package dev.hone.gopgo;

import static dev.hone.gopgo.Edges.edge;
import static dev.hone.gopgo.Edges.map;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hone.profile.ProfileLimits;
import dev.hone.profile.ProfileReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class DigestsTest {
    private static final Path EXAMPLE = Path.of("..", "..", "docs", "examples", "cpu.pb.gz");

    private static Digests digests(Edge... edges) {
        return Digests.of(map(edges));
    }

    /** The figures come from {@code go tool preprofile} and {@code GODEBUG=gocachehash=1 go build} of Go 1.26.8. */
    @Test
    void digests_ofARealProfile_areThoseOfGo() {
        ProfileReader reader = new ProfileReader(ProfileLimits.defaults());
        EdgeMap map = ProfileEdges.read(() -> reader.readUnchecked(EXAMPLE), GoRelease.GO_1_26);

        assertThat(Digests.of(map).compiler())
                .isEqualTo("f023479da735d312559894ba77a6e7d6cb67df2974d295d5371f103bd26e7f4f");
        assertThat(Digests.of(map).token()).isEqualTo("8CNHnac10xJVmJS6d6bn");
    }

    @Test
    void text_isHeaviestFirst_withNamesAsTheyAre() {
        byte[] text = Preprofile.text(map(edge("a", -1, "b\n", 3), edge("", 7, "größe", 9)));

        assertThat(new String(text, StandardCharsets.UTF_8))
                .isEqualTo("GO PREPROFILE V1\n\ngröße\n7 9\na\nb\n\n-1 3\n");
        assertThat(Preprofile.text(EdgeMap.EMPTY)).hasSize(17);
    }

    @Test
    void decisions_stayWhenAllWeightsAreScaled_whileTheTextChanges() {
        Digests one = digests(edge("a", 1, "b", 5), edge("a", 1, "c", 2), edge("d", 3, "b", 1));
        Digests thousand = digests(edge("a", 1, "b", 5000), edge("a", 1, "c", 2000), edge("d", 3, "b", 1000));

        assertThat(thousand.decisions()).isEqualTo(one.decisions());
        assertThat(thousand.compiler()).isNotEqualTo(one.compiler());
    }

    @Test
    void decisions_stayWhenSitesChangePlacesWithinTheHotSet() {
        assertThat(digests(edge("a", 1, "b", 50), edge("d", 3, "c", 40)).decisions())
                .isEqualTo(digests(edge("a", 1, "b", 40), edge("d", 3, "c", 50)).decisions());
    }

    @Test
    void decisions_changeWithEachThingTheyHangOn() {
        String before = digests(edge("a", 1, "b", 500), edge("a", 1, "c", 400), edge("d", 3, "e", 1))
                .decisions();

        assertThat(digests(edge("a", 1, "b", 400), edge("a", 1, "c", 500), edge("d", 3, "e", 1))
                        .decisions())
                .as("order at a site")
                .isNotEqualTo(before);
        assertThat(digests(edge("a", 1, "b", 450), edge("a", 1, "c", 450), edge("d", 3, "e", 1))
                        .decisions())
                .as("a tie at a site")
                .isNotEqualTo(before);
        assertThat(digests(edge("a", 1, "b", 500), edge("a", 1, "c", 400), edge("d", 3, "e", 100))
                        .decisions())
                .as("a cold call that became hot")
                .isNotEqualTo(before);
        assertThat(digests(edge("a", 2, "b", 500), edge("a", 1, "c", 400), edge("d", 3, "e", 1))
                        .decisions())
                .as("a call on another line")
                .isNotEqualTo(before);
        assertThat(digests(edge("a", 1, "b", 500), edge("a", 1, "c", 400)).decisions())
                .as("a cold call that is gone")
                .isNotEqualTo(before);
    }

    @Test
    void hotEdges_includeTheOneThatCrossesTheLine_andNoneBehindIt() {
        assertThat(HotEdges.of(map(edge("a", 0, "b", 99), edge("a", 1, "b", 1))).count())
                .as("99 % is not more than 99 %")
                .isEqualTo(2);
        assertThat(HotEdges.of(map(edge("a", 0, "b", 991), edge("a", 1, "b", 9)))
                        .count())
                .isEqualTo(1);
        assertThat(HotEdges.of(EdgeMap.EMPTY).count()).isZero();
    }

    @Test
    void release_isReadFromVersions() {
        assertThat(GoRelease.of("1.26")).isEqualTo(GoRelease.GO_1_26);
        assertThat(GoRelease.of("go1.20.14")).isEqualTo(GoRelease.GO_1_26);
        assertThat(GoRelease.of("go1.27.1")).isEqualTo(GoRelease.GO_1_27);
        assertThat(GoRelease.of("go1.28rc1")).isEqualTo(GoRelease.GO_1_27);
    }
}
