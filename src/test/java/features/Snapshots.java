package features;

import java.io.File;
import java.nio.file.Path;
import org.approvaltests.Approvals;
import org.approvaltests.core.ApprovalFailureReporter;
import org.approvaltests.core.Options;
import org.approvaltests.namer.ApprovalNamer;
import org.approvaltests.reporters.AutoApproveReporter;

/** Approved views in {@code snapshots/}, which people review; {@code make approve} accepts what the code says now. */
public final class Snapshots {
    private Snapshots() {}

    /** Compares {@code text} with {@code snapshots/NAME}. */
    public static void verify(String name, String text) {
        var options = new Options().forFile().withNamer(new InSnapshots(name)).withReporter(reporter());
        Approvals.verify(text.endsWith("\n") ? text : text + "\n", options);
    }

    private static ApprovalFailureReporter reporter() {
        if (Boolean.getBoolean("approve")) {
            return new AutoApproveReporter();
        }
        return (received, approved) -> {
            System.err.println("\n" + approved + " is no longer what the code says.\n"
                    + "  see:    diff " + approved + " " + received + "\n"
                    + "  accept: make approve\n");
            return true;
        };
    }

    private record InSnapshots(String name) implements ApprovalNamer {
        private File file(String word) {
            int dot = name.lastIndexOf('.');
            Path folder = Path.of(System.getProperty("espalier.root", "."), "snapshots");
            String file = word.isEmpty() ? name : name.substring(0, dot) + word + name.substring(dot);
            return folder.resolve(file).toFile();
        }

        @Override
        public File getReceivedFile(String extension) {
            return file(".received");
        }

        @Override
        public File getApprovedFile(String extension) {
            return file("");
        }

        @Override
        public String getApprovalName() {
            return name;
        }

        @Override
        public String getSourceFilePath() {
            return "";
        }

        @Override
        public ApprovalNamer addAdditionalInformation(String info) {
            return this;
        }

        @Override
        public String getAdditionalInformation() {
            return "";
        }
    }
}
