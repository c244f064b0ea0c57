package espalier;

import espalier.rules.Construction;
import java.util.ArrayList;
import java.util.List;

/**
 * What constructs left to do until the whole tree stands, in two queues.
 *
 * <p>Answers come first: they make constructs and change settings, and may ask for further answers. Objects are written when
 * no answer is left, so that nothing which an answer says comes too late for an object that was written before it.
 */
final class Completion {
    /** An answer that asks for an answer is for a construct in a construct; more than this deep nobody builds. */
    private static final int MOST_ROUNDS = 100;

    private final Cluster cluster;
    private final List<Part> writers = new ArrayList<>();
    private List<Part> answers = new ArrayList<>();
    private boolean writing;

    private record Part(Node node, Origin madeAt, Runnable run) {}

    Completion(Cluster cluster) {
        this.cluster = cluster;
    }

    void answer(Node node, Runnable part) {
        answers.add(new Part(node, node.origin(), part));
    }

    void write(Node node, Runnable part) {
        writers.add(new Part(node, node.origin(), part));
    }

    /** Whether objects are being written or are written already, so that the tree and its settings stay as they are. */
    boolean hasBegunToWrite() {
        return writing;
    }

    void run() {
        answers();
        if (cluster.isPackaged()) {
            prepareCarriers();
            answers();
        }
        writing = true;
        for (int i = 0; i < writers.size(); i++) {
            run(writers.get(i));
        }
        writers.clear();
    }

    /** When all that may ask for a workload has its answer. */
    private void prepareCarriers() {
        for (Node node : cluster.node().subtree()) {
            if (node.isUnit()) {
                answer(node, () -> cluster.prepareCarrier(node));
            }
        }
    }

    /** Runs {@code part}, of which no exception escapes: it is told at {@code madeAt} where no line of the user's threw it. */
    void now(Node node, Origin madeAt, Runnable part) {
        run(new Part(node, madeAt, part));
    }

    private void answers() {
        int rounds = 0;
        while (!answers.isEmpty()) {
            List<Part> due = answers;
            answers = new ArrayList<>();
            if (rounds++ == MOST_ROUNDS) {
                refuse(due.get(0).node);
                break;
            }
            due.forEach(this::run);
        }
    }

    private void run(Part part) {
        try {
            part.run.run();
        } catch (Reported told) {
            part.node.markIncomplete();
        } catch (Exception | LinkageError | StackOverflowError | AssertionError thrown) {
            threw(part, thrown);
        }
    }

    private void threw(Part part, Throwable thrown) {
        Node node = part.node;
        boolean expected = cluster.node().isIncomplete(); // of what the cluster's constructor left half made
        node.markIncomplete();
        if (expected) {
            return;
        }
        Origin.Line line = Origin.of(Escaped.cause(thrown), cluster.getClass()).inner();
        node.findings()
                .report(
                        Construction.DEFERRED_THREW,
                        node,
                        line == null ? part.madeAt : part.madeAt.inFile(line.file(), line.number()),
                        Escaped.describe("complete " + node, "a part of it that waits for the whole tree", thrown)
                                + "; what that part makes is missing",
                        "correct that line, or what it calls");
    }

    private static void refuse(Node node) {
        node.findings()
                .report(
                        Construction.DEFERRED_WITHOUT_END,
                        node,
                        "Tried to complete " + node + ", but after " + MOST_ROUNDS
                                + " rounds it still calls whenComplete from within whenComplete",
                        "let a deferred part defer another only while there is something left to do");
        node.markIncomplete();
    }
}
