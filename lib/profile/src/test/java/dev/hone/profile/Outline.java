package dev.hone.profile;

import java.util.ArrayList;
import java.util.List;

/** Writes a call tree as lines: a dot for each level, the function, then own value and total of each column. */
final class Outline {
    private Outline() {}

    static List<String> of(CallTree tree) {
        List<String> lines = new ArrayList<>();
        for (int node = 0; node < tree.size(); node++) {
            StringBuilder line = new StringBuilder(". ".repeat(tree.depth(node)));
            line.append(
                    tree.function(node) == CallTree.NONE
                            ? "(root)"
                            : tree.functions().get(tree.function(node)).toString());
            for (int column = 0; column < tree.columns(); column++) {
                line.append(column == 0 ? " " : " | ")
                        .append(tree.self(node, column))
                        .append(' ')
                        .append(tree.total(node, column));
            }
            lines.add(line.toString());
        }
        return lines;
    }
}
