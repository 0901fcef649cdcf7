package dev.hone.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What code may do to the world around it: libraries do not speak, nobody sleeps, and time is passed in. */
final class EffectRules {
    private static final String[] LIBRARIES = {"lib", "spi", "loop", "plugin"};
    private static final List<String> LOGGERS = List.of(
            "java.util.logging.",
            "java.lang.System$Logger",
            "org.slf4j.",
            "ch.qos.logback.",
            "org.apache.logging.",
            "org.apache.commons.logging.");
    private static final Pattern CHAIN =
            Pattern.compile("(then|when|handle|exceptionally|supplyAsync|runAsync|allOf|anyOf).*");
    private static final Set<String> FUTURES =
            Set.of("java.util.concurrent.CompletableFuture", "java.util.concurrent.CompletionStage");
    private static final Set<String> ENTRANCES = Set.of("Main", "Assembly");
    /** Calls that read the clock, throw dice or look at the environment, as {@code owner.method}. */
    private static final Set<String> AMBIENT = Set.of(
            "java.lang.System.currentTimeMillis",
            "java.lang.System.nanoTime",
            "java.lang.System.getenv",
            "java.lang.System.getProperty",
            "java.lang.System.getProperties",
            "java.lang.Boolean.getBoolean",
            "java.lang.Integer.getInteger",
            "java.lang.Long.getLong",
            "java.lang.Math.random",
            "java.lang.StrictMath.random",
            "java.time.InstantSource.system",
            "java.util.Calendar.getInstance",
            "java.util.UUID.randomUUID",
            "java.util.random.RandomGenerator.getDefault",
            "java.util.random.RandomGenerator.of");
    /** Types that do so when made without a word of where from. */
    private static final Set<String> AMBIENT_WHEN_MADE_BARE = Set.of(
            "java.util.Date",
            "java.util.Random",
            "java.util.SplittableRandom",
            "java.util.GregorianCalendar",
            "java.security.SecureRandom");

    private EffectRules() {}

    static List<Rule> all() {
        return List.of(
                new Rule("logs", EffectRules::librariesDoNotSpeak),
                new Rule("sleeps", EffectRules::nobodySleeps),
                new Rule("clocks", EffectRules::timeAndChanceArePassedIn),
                new Rule("futures", EffectRules::futuresAreNotChained));
    }

    private static ArchRule librariesDoNotSpeak(House house) {
        return classes()
                .that(house.in(LIBRARIES))
                .should(Rule.be(
                        "not log and not print",
                        type -> Stream.concat(
                                type.getDirectDependenciesFromSelf().stream()
                                        .filter(use -> LOGGERS.stream()
                                                .anyMatch(use.getTargetClass().getFullName()::startsWith))
                                        .map(use -> "logs: " + use.getDescription()),
                                type.getAccessesFromSelf().stream()
                                        .filter(EffectRules::prints)
                                        .map(use -> "prints: " + use.getDescription()))));
    }

    private static boolean prints(JavaAccess<?> use) {
        return Set.of("java.lang.System.out", "java.lang.System.err").contains(name(use.getTarget()))
                || (use.getTarget().getName().equals("printStackTrace") && takesNothing(use));
    }

    private static ArchRule nobodySleeps(House house) {
        return classes()
                .that(house.inside())
                .should(Rule.be(
                        "not sleep",
                        type -> type.getAccessesFromSelf().stream()
                                .filter(use -> use.getTarget().getName().equals("sleep"))
                                .filter(use -> Set.of("java.lang.Thread", "java.util.concurrent.TimeUnit")
                                        .contains(use.getTargetOwner().getName()))
                                .map(use -> "sleeps: " + use.getDescription())));
    }

    private static ArchRule timeAndChanceArePassedIn(House house) {
        return classes()
                .that(house.inside())
                .should(Rule.be(
                        "be given time, randomness and the environment",
                        type -> isEntrance(house, type)
                                ? Stream.empty()
                                : type.getAccessesFromSelf().stream()
                                        .filter(EffectRules::isAmbient)
                                        .map(use -> "helps itself: " + use.getDescription())));
    }

    /** Where an app begins: there, and nowhere else, the world is looked at and handed on. */
    private static boolean isEntrance(House house, JavaClass type) {
        String outermost = type.getName().replaceFirst("\\$.*", "");
        String name = outermost.substring(outermost.lastIndexOf('.') + 1);
        return ENTRANCES.contains(name) && house.in("app", "bench").test(type);
    }

    private static boolean isAmbient(JavaAccess<?> use) {
        String owner = use.getTargetOwner().getName();
        String method = use.getTarget().getName();
        return AMBIENT.contains(name(use.getTarget()))
                || owner.equals("java.util.concurrent.ThreadLocalRandom")
                || (owner.equals("java.time.Clock") && method.matches("(system|tick).*"))
                || (owner.startsWith("java.time.") && method.equals("now") && !takes(use, "java.time.Clock"))
                || (AMBIENT_WHEN_MADE_BARE.contains(owner) && method.equals("<init>") && takesNothing(use));
    }

    private static boolean takes(JavaAccess<?> use, String parameter) {
        return use.getTarget() instanceof AccessTarget.CodeUnitAccessTarget unit
                && unit.getRawParameterTypes().stream()
                        .anyMatch(type -> type.getName().equals(parameter));
    }

    private static boolean takesNothing(JavaAccess<?> use) {
        return use.getTarget() instanceof AccessTarget.CodeUnitAccessTarget unit
                && unit.getRawParameterTypes().isEmpty();
    }

    private static ArchRule futuresAreNotChained(House house) {
        return classes()
                .that(house.inside())
                .should(Rule.be(
                        "not chain futures",
                        type -> type.getAccessesFromSelf().stream()
                                .filter(use ->
                                        FUTURES.contains(use.getTargetOwner().getName()))
                                .filter(use ->
                                        CHAIN.matcher(use.getTarget().getName()).matches())
                                .map(use -> "chains futures: " + use.getDescription())));
    }

    private static String name(AccessTarget target) {
        return target.getOwner().getName() + "." + target.getName();
    }
}
