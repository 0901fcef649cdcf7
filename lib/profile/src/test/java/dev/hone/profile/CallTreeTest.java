package dev.hone.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.google.protobuf.ByteString;
import dev.hone.base.Configuration;
import dev.hone.profile.wire.PprofMessages.PprofLine;
import dev.hone.profile.wire.PprofMessages.PprofLocation;
import dev.hone.profile.wire.PprofMessages.PprofProfile;
import dev.hone.profile.wire.PprofMessages.PprofSample;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CallTreeTest {
    private static Profile profile(PprofProfile.Builder message) {
        return Pprof.read(message.build().toByteArray(), ProfileLimits.defaults())
                .profile();
    }

    private static CallTree tree(PprofProfile.Builder message) {
        return new CallTreeBuilder(1, ProfileLimits.defaults(), 1)
                .add(0, profile(message), 0)
                .tree();
    }

    private static int function(CallTree tree, String name) {
        return tree.functions().indexOf(Text.of(name));
    }

    @Test
    void tree_ofCalls_hasANodeForEachPath() {
        assertThat(Outline.of(tree(Sound.profile())))
                .containsExactly("(root) 0 4", ". runtime.main 0 4", ". . main.main 1 4", ". . . main.work 3 3");
    }

    @Test
    void tree_ofRecursion_hasANodeForEachCall_andCountsTheFunctionOnce() {
        CallTree tree = tree(Sound.profile().addSample(Sound.sample(5, 2, 2, 1, 2, 1, 3)));

        assertThat(Outline.of(tree))
                .containsExactly(
                        "(root) 0 9",
                        ". runtime.main 0 9",
                        ". . main.main 1 9",
                        ". . . main.work 3 8",
                        ". . . . main.main 0 5",
                        ". . . . . main.work 0 5",
                        ". . . . . . main.work 5 5");
        assertThat(tree.cumulative(0)[function(tree, "main.work")]).isEqualTo(8);
        assertThat(tree.flat(0)[function(tree, "main.work")]).isEqualTo(8);
    }

    @Test
    void tree_ofInlinedFrames_andOfCodeWithoutSymbols_namesThem() {
        PprofProfile.Builder message = Sound.profile()
                .clearSample()
                .addLocation(PprofLocation.newBuilder()
                        .setId(4)
                        .addLine(PprofLine.newBuilder().setFunctionId(2))
                        .addLine(PprofLine.newBuilder().setFunctionId(1)))
                .addLocation(PprofLocation.newBuilder().setId(5).setMappingId(1))
                .addSample(Sound.sample(7, 4, 3))
                .addSample(Sound.sample(2, 5, 3));

        assertThat(Outline.of(tree(message)))
                .containsExactly(
                        "(root) 0 9",
                        ". runtime.main 0 9",
                        ". . main.main 0 7",
                        ". . . main.work 7 7",
                        ". . [shop] 2 2");
    }

    @Test
    void tree_ofABinaryInASlashedPath_namesItsLastPart_inLinearTime() {
        assertThat(binaryName("/srv/shop///")).isEqualTo("[shop]");
        assertThat(binaryName("///")).isEqualTo("[/]");
        assertThat(binaryName("")).isEqualTo("<unknown>");
        String slashes = "/".repeat(1 << 20);
        assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> assertThat(binaryName(slashes + "shop")).isEqualTo("[shop]"));
    }

    private static String binaryName(String path) {
        PprofProfile.Builder message = Sound.profile().clearSample();
        message.addStringTable(ByteString.copyFromUtf8(path));
        message.getMappingBuilder(0).setFilename(message.getStringTableCount() - 1L);
        message.addLocation(PprofLocation.newBuilder().setId(4).setMappingId(1)).addSample(Sound.sample(2, 4));
        CallTree tree = tree(message);
        return tree.functions().get(tree.function(1)).toString();
    }

    @Test
    void siblings_areByTotal_thenByTheBytesOfTheirNames() {
        PprofProfile.Builder message = Sound.profile()
                .clearSample()
                .setStringTable(6, ByteString.copyFrom(new byte[] {(byte) 0xff}))
                .addSample(Sound.sample(2, 2))
                .addSample(Sound.sample(2, 1))
                .addSample(Sound.sample(3, 3));

        assertThat(Outline.of(tree(message)))
                .containsExactly("(root) 0 7", ". runtime.main 3 3", ". main.main 2 2", ". \\xff 2 2");
    }

    @Test
    void samplesWithoutStack_areTheRootsOwn_andThoseOfValueZeroAreNowhere() {
        assertThat(Outline.of(tree(
                        Sound.profile().clearSample().addSample(Sound.sample(3)).addSample(Sound.sample(0, 1)))))
                .containsExactly("(root) 3 3");
    }

    @Test
    void callers_startWithWhatWasRunning() {
        assertThat(Outline.of(tree(Sound.profile()).callers()))
                .containsExactly(
                        "(root) 0 4",
                        ". main.work 0 3",
                        ". . main.main 0 3",
                        ". . . runtime.main 3 3",
                        ". main.main 0 1",
                        ". . runtime.main 1 1");
    }

    @Test
    void viewsOfAFunction_mergeItsOutermostCalls() {
        CallTree tree = tree(Sound.profile().addSample(Sound.sample(5, 1, 2, 1)).addSample(Sound.sample(2, 2)));

        assertThat(Outline.of(tree.from(function(tree, "main.work"))))
                .containsExactly("(root) 0 10", ". main.work 5 10", ". . main.main 5 5");
        assertThat(Outline.of(tree.callersOf(function(tree, "main.work"))))
                .containsExactly("(root) 0 10", ". main.work 2 10", ". . main.main 5 8", ". . . runtime.main 3 3");
        assertThat(Outline.of(tree.from(function(tree, "[shop]")))).containsExactly("(root) 0 0");
    }

    @Test
    void keeping_keepsWhatStandsAbove_andTheTotals() {
        CallTree tree = tree(Sound.profile());

        assertThat(Outline.of(tree.keeping(node -> tree.self(node, 0) == 1)))
                .containsExactly("(root) 0 4", ". runtime.main 0 4", ". . main.main 1 4");
        assertThat(Outline.of(tree.keeping(node -> false))).containsExactly("(root) 0 4");
    }

    @Test
    void heaviest_ofEqualNodes_areTheFirst() {
        CallTree tree = tree(Sound.profile());

        assertThat(Outline.of(tree.heaviest(1, node -> tree.total(node, 0))))
                .containsExactly("(root) 0 4", ". runtime.main 0 4");
        assertThat(tree.heaviest(0, node -> 1).size()).isEqualTo(1);
        assertThat(tree.heaviest(3, node -> 1)).isSameAs(tree);
    }

    @Test
    void sorted_byAnotherWeight_keepsEqualOnesInOrder() {
        CallTree tree = tree(Sound.profile().addSample(Sound.sample(2, 2)).addSample(Sound.sample(2, 1)));

        assertThat(Outline.of(tree.sorted(node -> -tree.total(node, 0))).get(1)).isEqualTo(". main.main 2 2");
        assertThat(Outline.of(tree.sorted(node -> 0))).isEqualTo(Outline.of(tree));
    }

    @Test
    void tree_ofTwoColumns_isOfTheStacksOfBoth() {
        CallTree tree = new CallTreeBuilder(2, ProfileLimits.defaults(), 1)
                .add(0, profile(Sound.profile()), 0)
                .add(1, profile(Sound.profile().clearSample().addSample(Sound.sample(7, 2, 1))), 0)
                .tree();

        assertThat(Outline.of(tree))
                .containsExactly(
                        "(root) 0 4 | 0 7",
                        ". main.main 0 0 | 0 7",
                        ". . main.work 0 0 | 7 7",
                        ". runtime.main 0 4 | 0 0",
                        ". . main.main 1 4 | 0 0",
                        ". . . main.work 3 3 | 0 0");
        assertThat(FunctionChanges.of(tree).rows())
                .containsExactly(
                        row("main.main", 1, 4, 0, 7), row("main.work", 3, 3, 7, 7), row("runtime.main", 0, 4, 0, 0));
    }

    private static FunctionChanges.Row row(String name, long oldFlat, long oldCum, long newFlat, long newCum) {
        return new FunctionChanges.Row(
                Text.of(name), new FunctionChanges.Side(oldFlat, oldCum), new FunctionChanges.Side(newFlat, newCum));
    }

    @Test
    void tree_beyond64Bits_isRefusedNotWrapped() {
        PprofProfile.Builder message = Sound.profile();
        for (int location = 1; location < 3; location++) {
            message.addSample(PprofSample.newBuilder()
                    .addLocationId(location)
                    .addValue(Long.MAX_VALUE)
                    .addValue(0));
        }
        assertThatThrownBy(() -> tree(message)).hasMessageContaining("more than fits 64 bits");
    }

    @Test
    void tree_ofAVeryDeepStack_needsNoStackOfItsOwn() {
        int depth = 2_000_000;
        PprofProfile.Builder message = Sound.profile()
                .clearSample()
                .addSample(PprofSample.newBuilder()
                        .addAllLocationId(Collections.nCopies(depth, 2L))
                        .addValue(1)
                        .addValue(1));
        ProfileLimits limits = Configuration.of(ProfileLimits.class)
                .read(List.of(
                        new Configuration.Given("depth", "3000000", "test"),
                        new Configuration.Given("memory", "1GiB", "test")));
        Profile deep = Pprof.read(message.build().toByteArray(), limits).profile();
        CallTree tree = new CallTreeBuilder(1, limits, 1).add(0, deep, 0).tree();

        assertThat(tree.depth(tree.size() - 1)).isEqualTo(depth);
        assertThat(tree.callers().size()).isEqualTo(depth + 1);
        assertThat(tree.from(function(tree, "main.work")).size()).isEqualTo(depth + 1);
        assertThat(tree.callersOf(function(tree, "main.work")).size()).isEqualTo(2);
        assertThat(tree.cumulative(0)[function(tree, "main.work")]).isEqualTo(1);
        assertThat(tree.keeping(node -> node == tree.size() - 1).size()).isEqualTo(tree.size());
    }

    @Test
    void tree_overItsMemory_isRefused() {
        ProfileLimits limits =
                Configuration.of(ProfileLimits.class).read(List.of(new Configuration.Given("memory", "20KiB", "test")));
        PprofProfile.Builder message = Sound.profile()
                .addSample(PprofSample.newBuilder()
                        .addAllLocationId(Collections.nCopies(5000, 2L))
                        .addValue(1)
                        .addValue(1));

        assertThatThrownBy(() -> new CallTreeBuilder(1, limits, 1).add(0, profile(message), 0))
                .hasMessageContaining("the limit 'memory'");
    }
}
