package espalier.bootstrap;

import espalier.live.Applier;
import espalier.live.Deadline;
import espalier.live.KeptVolumes;
import espalier.live.LiveSecrets;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What steps stand on.
 *
 * @param cluster the cluster that is started
 * @param secrets its Secrets
 * @param volumes its volumes that may hold data
 * @param tree its directory in {@code dist/}, which is what the Java says
 * @param deadline until when to wait, all steps together
 * @param kubeconfig for programs that speak to the cluster; null for the usual one
 * @param context in that file
 * @param notes takes what a person has to know, or to do, beside the steps
 */
public record Ground(
        Applier cluster,
        LiveSecrets secrets,
        KeptVolumes volumes,
        WrittenTree tree,
        Deadline deadline,
        @Nullable Path kubeconfig,
        String context,
        Consumer<String> notes) {}
