package dev.hone.architecture;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;

/** Works out which types a package must show: those that other packages use, and those that their members hand out. */
final class Faces {
    private Faces() {}

    /** Every type that code in another package uses, or gets from or gives to one that it uses. */
    static Set<JavaClass> neededElsewhere(House house) {
        Set<JavaClass> needed = new HashSet<>();
        Deque<JavaClass> left = new ArrayDeque<>();
        house.classes().stream()
                .filter(type -> isUsedElsewhere(house, type) || isForCatching(type))
                .forEach(left::add);
        while (!left.isEmpty()) {
            JavaClass next = left.remove();
            if (needed.add(next)) {
                handedOut(next).map(JavaClass::getBaseComponentType).forEach(left::add);
            }
        }
        return needed;
    }

    /** An exception is needed by whoever catches it, named or not. */
    private static boolean isForCatching(JavaClass type) {
        return type.isAssignableTo(Throwable.class) && type.getModifiers().contains(JavaModifier.PUBLIC);
    }

    private static boolean isUsedElsewhere(House house, JavaClass type) {
        return type.getDirectDependenciesToSelf().stream()
                .map(Dependency::getOriginClass)
                .filter(house.inside())
                .anyMatch(user -> !user.getPackageName().equals(type.getPackageName()));
    }

    /** The types in the signatures of public members, the parents, and the type around it. */
    private static Stream<JavaClass> handedOut(JavaClass type) {
        Stream<JavaClass> members = type.getMembers().stream()
                .filter(member -> member.getModifiers().contains(JavaModifier.PUBLIC))
                .flatMap(Faces::signature)
                .flatMap(part -> part.getAllInvolvedRawTypes().stream());
        Stream<JavaClass> parents = Stream.concat(type.getRawSuperclass().stream(), type.getRawInterfaces().stream());
        return Stream.concat(members, Stream.concat(parents, type.getEnclosingClass().stream()));
    }

    private static Stream<JavaType> signature(JavaMember member) {
        return member instanceof JavaCodeUnit unit
                ? Stream.concat(Stream.of(unit.getReturnType()), unit.getParameterTypes().stream())
                : Stream.of(((JavaField) member).getType());
    }
}
