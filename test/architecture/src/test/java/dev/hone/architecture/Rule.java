package dev.hone.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.EvaluationResult;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * One rule of the house.
 *
 * @param plot the package below {@code dev.hone.planted} whose faults show that the rule bites
 * @param awaits the group whose rooms the rule is about, when none of them is built yet; else empty
 * @param forHouse makes the rule for a house
 */
record Rule(String plot, String awaits, Function<House, ArchRule> forHouse) {
    Rule(String plot, Function<House, ArchRule> forHouse) {
        this(plot, "", forHouse);
    }

    /** Says that this rule has nothing to look at until the first room of a group is built. */
    Rule awaiting(String group) {
        return new Rule(plot, group, forHouse);
    }

    /** What breaks the rule, a line for each fault. */
    List<String> breaches(House house) {
        EvaluationResult result = forHouse.apply(house).evaluate(house.classes());
        return result.getFailureReport().getDetails();
    }

    /** A condition that lists what is wrong with a class, if anything. */
    static ArchCondition<JavaClass> be(String description, Function<JavaClass, Stream<String>> faults) {
        return new ArchCondition<>(description) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                faults.apply(type)
                        .forEach(fault ->
                                events.add(SimpleConditionEvent.violated(type, type.getFullName() + " " + fault)));
            }
        };
    }

    @Override
    public String toString() {
        return plot;
    }
}
