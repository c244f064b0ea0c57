package espalier.cli;

import espalier.Finding;
import espalier.KubernetesObject;
import espalier.Origin;
import espalier.compile.Compilation;
import espalier.order.Order;
import espalier.output.Change;
import espalier.output.Edit;
import espalier.output.Obstacle;
import espalier.output.OutputFile;
import espalier.output.Update;
import espalier.report.ChangeReport;
import espalier.rules.Output;
import espalier.rules.Rule;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says why a tree was not written. */
final class WriteFindings {
    private final Compilation compilation;
    private final DistDirectory dist;

    WriteFindings(Compilation compilation, DistDirectory dist) {
        this.compilation = compilation;
        this.dist = dist;
    }

    /** Why {@code update} was refused. */
    List<Finding> of(Update update) {
        var findings = new ArrayList<Finding>();
        update.obstacles().forEach(obstacle -> findings.add(obstacle(obstacle)));
        update.edits().forEach(edit -> findings.add(edit(edit)));
        return findings;
    }

    private Finding obstacle(Obstacle obstacle) {
        return error(
                Output.IN_THE_WAY,
                obstacle.change(),
                tried(obstacle.change()) + ", but " + dist.shown(obstacle.path()) + " is " + obstacle.what(),
                "move it elsewhere, and run synth again");
    }

    private Finding edit(Edit edit) {
        Change change = edit.change();
        String path = shown(change);
        if (edit.strangeText() != null) {
            return error(
                    Output.UNCOMMITTED_WORK,
                    change,
                    tried(change) + ", but line " + edit.strangeLine()
                            + " of it is in no version that git is merging, and not committed"
                            + (isEncrypted(change)
                                    ? ""
                                    : ": " + edit.strangeText().strip()),
                    "take that line out of " + path + " once it stands in the Java or in a patch, and run synth again");
        }
        String drop = edit.committed() == null ? "remove the file" : "drop it with `git checkout -- " + path + "`";
        boolean canAbsorb = object(change) != null && dist.isUsual();
        String keep = canAbsorb
                ? "keep it with `./espalier absorb --because \"…\" " + path + "`"
                : change.wanted() == null
                        ? "move it out of " + dist.shown("")
                        : isEncrypted(change)
                                ? "say it with `sops edit` in the file that it comes from"
                                : "say it in the Java";
        return error(
                Output.UNCOMMITTED_WORK,
                change,
                tried(change) + ", but it was edited and not committed: " + String.join("; ", fields(edit)),
                keep + ", or " + drop);
    }

    /** What the edit changed: since the last commit where there is one, otherwise of what the Java says. */
    private static List<String> fields(Edit edit) {
        byte[] present = edit.change().present();
        OutputFile wanted = edit.change().wanted();
        if (isEncrypted(edit.change())) {
            return List.of("its text"); // whoever decrypted it in place finds no value of it in a log
        }
        byte[] before = edit.committed() != null ? edit.committed() : wanted == null ? null : wanted.bytes();
        return before == null || present == null ? List.of("the whole file") : ChangeReport.fields(before, present);
    }

    private String tried(Change change) {
        return change.wanted() == null
                ? "Tried to remove " + shown(change) + ", which the Java no longer makes"
                : "Tried to write " + shown(change);
    }

    private String shown(Change change) {
        return dist.shown(compilation.name() + "/" + change.path());
    }

    private static @Nullable KubernetesObject object(Change change) {
        OutputFile wanted = change.wanted();
        return wanted == null || wanted.spec().yaml() == null
                ? null
                : wanted.spec().object();
    }

    private static boolean isEncrypted(Change change) {
        OutputFile wanted = change.wanted();
        return wanted != null && wanted.spec().isEncrypted();
    }

    private Finding error(Rule id, Change change, String message, String fix) {
        OutputFile wanted = change.wanted();
        KubernetesObject object = wanted == null ? null : wanted.spec().object();
        Origin origin = wanted == null ? Origin.UNKNOWN : wanted.spec().origin();
        return new Finding(
                id,
                message,
                object == null ? compilation.name() : object.owner().path(),
                origin == Origin.UNKNOWN ? ofCluster() : origin,
                fix);
    }

    private Origin ofCluster() {
        Order order = compilation.order();
        return order == null ? Origin.UNKNOWN : order.cluster().node().origin();
    }

    /** The disk, or git, said no. */
    Finding failed(Exception e) {
        return new Finding(
                Output.DIST_NOT_WRITABLE,
                "Tried to write " + dist.shown(compilation.name()) + ", but " + dist.reason(e)
                        + "; nothing of the cluster was changed, or the next synth puts it right",
                compilation.name(),
                ofCluster(),
                "make sure that it is a directory, that it can be written and that the disk has space; then run synth"
                        + " again");
    }
}
