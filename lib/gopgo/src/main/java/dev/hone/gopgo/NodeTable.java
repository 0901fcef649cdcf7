package dev.hone.gopgo;

import dev.hone.profile.Functions;
import dev.hone.profile.Locations;
import dev.hone.profile.Profile;
import dev.hone.profile.Text;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** All nodes of a profile by number, those of each location, and what was counted at them. */
final class NodeTable {
    private final Profile profile;
    private final Map<Node, Integer> numbers;
    private final Map<Text, Integer> names;
    private final List<Text> namesInOrder;
    private final List<Node> nodes;
    private final int[] starts;
    private final int[] ofLine;
    private final long[] cumulative;
    private final long[] flat;
    private final int[] lastWalk;
    private int walk;
    private long weight;

    NodeTable(Profile profile) {
        this.profile = profile;
        Locations locations = profile.locations();
        this.starts = new int[locations.size() + 1];
        for (int i = 0; i < locations.size(); i++) {
            starts[i + 1] = starts[i] + Math.max(1, locations.lineCount(i));
        }
        this.ofLine = new int[starts[locations.size()]];
        // Almost each line is a node of its own, and each function a name.
        this.numbers = HashMap.newHashMap(ofLine.length);
        this.nodes = new ArrayList<>(ofLine.length);
        this.names = HashMap.newHashMap(profile.functions().size());
        this.namesInOrder = new ArrayList<>(profile.functions().size());
        int[] ofFunction = numberFunctions(profile.functions());
        for (int i = 0; i < locations.size(); i++) {
            for (int line = 0; line < starts[i + 1] - starts[i]; line++) {
                ofLine[starts[i] + line] = number(nodeAt(i, line, ofFunction));
            }
        }
        this.cumulative = new long[nodes.size()];
        this.flat = new long[nodes.size()];
        this.lastWalk = new int[nodes.size()];
    }

    private int[] numberFunctions(Functions functions) {
        int[] ofFunction = new int[functions.size()];
        for (int i = 0; i < ofFunction.length; i++) {
            ofFunction[i] = nameNumber(functions.name(i));
        }
        return ofFunction;
    }

    private int nameNumber(Text name) {
        return names.computeIfAbsent(name, added -> {
            namesInOrder.add(added);
            return namesInOrder.size() - 1;
        });
    }

    private Node nodeAt(int location, int line, int[] ofFunction) {
        Locations locations = profile.locations();
        int function = locations.lineCount(location) == 0 ? -1 : locations.function(location, line);
        long address = locations.address(location);
        return function < 0
                ? new Node(nameNumber(Text.EMPTY), address, 0, 0)
                : new Node(
                        ofFunction[function],
                        address,
                        profile.functions().startLine(function),
                        locations.line(location, line));
    }

    private int number(Node node) {
        return numbers.computeIfAbsent(node, added -> {
            nodes.add(added);
            return nodes.size() - 1;
        });
    }

    int start(int location) {
        return starts[location];
    }

    int end(int location) {
        return starts[location + 1];
    }

    int node(int place) {
        return ofLine[place];
    }

    void startWalk(long weightOfSample) {
        walk++;
        weight = weightOfSample;
    }

    void visit(int node) {
        if (lastWalk[node] != walk) {
            lastWalk[node] = walk;
            cumulative[node] += weight;
        }
    }

    void endWalk(int last) {
        flat[last] += weight;
    }

    boolean isKept(int node) {
        return cumulative[node] != 0 || flat[node] != 0;
    }

    boolean anyKept() {
        return IntStream.range(0, nodes.size()).anyMatch(this::isKept);
    }

    boolean anyKeptWithStartLine() {
        return IntStream.range(0, nodes.size())
                .anyMatch(node -> isKept(node) && nodes.get(node).startLine() != 0);
    }

    long offset(int node) {
        return nodes.get(node).line() - nodes.get(node).startLine();
    }

    /** How many nodes there are. */
    int size() {
        return nodes.size();
    }

    /** The number of a node's name. */
    int name(int node) {
        return nodes.get(node).name();
    }

    /** The names by number. */
    List<Text> names() {
        return namesInOrder;
    }
}
