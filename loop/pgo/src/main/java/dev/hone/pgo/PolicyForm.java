package dev.hone.pgo;

import dev.hone.pgo.Policy.Aging;
import dev.hone.pgo.Policy.Fallback;
import dev.hone.pgo.Policy.Keeping;
import dev.hone.pgo.Policy.Promotion;
import dev.hone.pgo.Policy.Publishing;
import dev.hone.pgo.Policy.Readying;
import dev.hone.pgo.Policy.Shaping;
import dev.hone.pgo.Policy.Trust;
import java.time.Duration;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Policies as JSON: one flat object, whose keys are listed in the order in which they are written. */
final class PolicyForm {
    private static final int LARGEST = 1 << 20;
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration LONGEST = Duration.ofDays(3_650);
    private static final long MOST_SAMPLES = 1_000_000_000_000L;
    private static final double MOST_NOISE = 100;
    private static final int MOST_GENERATIONS = 10_000;
    /** More are not told apart. */
    private static final int MOST_INSTANCES = 200;

    private PolicyForm() {}

    static Policy read(String json, Policy base) {
        if (json.length() > LARGEST) {
            throw new PgoException(PgoError.BAD_POLICY, "the policy is larger than 1 MiB");
        }
        return read(Json.parse(json, "the policy", PgoError.BAD_POLICY), base);
    }

    static Policy read(JsonNode tree, Policy base) {
        PolicyFields fields = new PolicyFields(tree);
        fields.format(Policy.FORMAT);
        Policy policy = new Policy(
                aging(fields, base.aging()),
                publishing(fields, base.publishing()),
                readying(fields, base.readying()),
                shaping(fields, base.shaping()),
                new Fallback(
                        fields.apps("family", base.fallback().family()),
                        fields.app("fleet", base.fallback().fleet())),
                trust(fields, base.trust()),
                new Keeping(
                        (int) fields.number("keep", base.keeping().keep(), 1, MOST_GENERATIONS),
                        fields.size("uploadBytes", base.keeping().uploadBytes())));
        if (policy.trust().staleFlag() > policy.trust().staleBlock()) {
            fields.refuse("staleFlag", "it is larger than staleBlock, so nothing would ever be flagged");
        }
        fields.end();
        return policy;
    }

    private static Aging aging(PolicyFields fields, Aging base) {
        return new Aging(
                fields.duration("window", base.window(), DAY, LONGEST),
                fields.duration("halfLife", base.halfLife(), Duration.ZERO, LONGEST),
                fields.fraction("versionStep", base.versionStep(), 1));
    }

    private static Publishing publishing(PolicyFields fields, Publishing base) {
        return new Publishing(
                fields.number("minimumSamples", base.minimumSamples(), 0, MOST_SAMPLES),
                fields.duration("coolDown", base.coolDown(), Duration.ZERO, LONGEST),
                fields.duration("maxAge", base.maxAge(), Duration.ZERO, LONGEST),
                fields.fraction("minDrift", base.minDrift(), 1),
                fields.fraction("minKept", base.minKept(), 1),
                fields.fraction("noise", base.noise(), MOST_NOISE),
                fields.choice("promote", base.promote(), Promotion.class));
    }

    private static Readying readying(PolicyFields fields, Readying base) {
        return new Readying(
                fields.number("readySamples", base.samples(), 1, MOST_SAMPLES),
                (int) fields.number("readyInstances", base.instances(), 1, MOST_INSTANCES),
                (int) fields.number("readyDayParts", base.dayParts(), 0, DayPart.values().length),
                fields.fraction("readyCoverage", base.coverage(), 1));
    }

    private static Shaping shaping(PolicyFields fields, Shaping base) {
        return new Shaping(
                fields.rules("rules", base.rules()),
                fields.prune("prune", base.prune()),
                fields.recipe("recipe", base.recipe()));
    }

    private static Trust trust(PolicyFields fields, Trust base) {
        return new Trust(
                fields.fraction("minimumStartLines", base.minimumStartLines(), 1),
                fields.fraction("staleFlag", base.staleFlag(), 1),
                fields.fraction("staleBlock", base.staleBlock(), 1),
                fields.truth("unsigned", base.unsigned()));
    }

    static String text(Policy policy) {
        return Json.text(tree(policy));
    }

    static ObjectNode tree(Policy policy) {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        tree.put("format", Policy.FORMAT);
        Aging aging = policy.aging();
        tree.put("window", DayDuration.format(aging.window()));
        tree.put("halfLife", DayDuration.format(aging.halfLife()));
        tree.put("versionStep", aging.versionStep());
        Publishing publishing = policy.publishing();
        tree.put("minimumSamples", publishing.minimumSamples());
        tree.put("coolDown", DayDuration.format(publishing.coolDown()));
        tree.put("maxAge", DayDuration.format(publishing.maxAge()));
        tree.put("minDrift", publishing.minDrift());
        tree.put("minKept", publishing.minKept());
        tree.put("noise", publishing.noise());
        tree.put("promote", publishing.promote().name().toLowerCase(Locale.ROOT));
        Readying readying = policy.readying();
        tree.put("readySamples", readying.samples());
        tree.put("readyInstances", readying.instances());
        tree.put("readyDayParts", readying.dayParts());
        tree.put("readyCoverage", readying.coverage());
        write(tree, policy.shaping());
        ArrayNode family = tree.putArray("family");
        policy.fallback().family().forEach(app -> family.add(app.value()));
        tree.put("fleet", policy.fallback().fleet());
        Trust trust = policy.trust();
        tree.put("minimumStartLines", trust.minimumStartLines());
        tree.put("staleFlag", trust.staleFlag());
        tree.put("staleBlock", trust.staleBlock());
        tree.put("unsigned", trust.unsigned());
        tree.put("keep", policy.keeping().keep());
        tree.put("uploadBytes", policy.keeping().uploadBytes().toString());
        return tree;
    }

    private static void write(ObjectNode tree, Shaping shaping) {
        ArrayNode rules = tree.putArray("rules");
        shaping.rules().forEach(rules::add);
        ArrayNode prune = tree.putArray("prune");
        for (PruneRule rule : shaping.prune()) {
            ObjectNode written = prune.addObject().put("drop", rule.drop());
            if (!rule.keep().isEmpty()) {
                written.put("keep", rule.keep());
            }
        }
        ObjectNode recipe = tree.putObject("recipe");
        shaping.recipe().forEach(recipe::put);
    }
}
