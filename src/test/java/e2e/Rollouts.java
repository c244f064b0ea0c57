package e2e;

import e2e.ControlPlaneFiles.User;
import features.Checkout;
import features.Checkout.Run;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A garden that Flux follows, and the program with which somebody changes it. */
final class Rollouts {
    final FollowedRepository repository;
    final Checkout clone;
    private final ControlPlane controlPlane;

    Rollouts(ControlPlane controlPlane, Path folder) throws Exception {
        this.controlPlane = controlPlane;
        repository = new FollowedRepository(controlPlane, "garden", folder);
        clone = repository.clone;
        sow("red", "green");
        repository.handOver();
    }

    void sow(String apples, String pears) {
        clone.clusters(fleet -> fleet.cluster("garden", (f, name) -> new Garden(f, name, apples, pears)))
                .synth();
    }

    Run espalier(User user, String... args) {
        var all = new ArrayList<>(Arrays.asList(args));
        all.addAll(kubeconfig(user));
        Run run = clone.espalier(all.toArray(String[]::new));
        System.err.println("e2e: espalier " + String.join(" ", args) + " as " + user + ": exit code " + run.exit()
                + "\n" + run.out() + run.err());
        return run;
    }

    CompletableFuture<Run> begin(String... args) {
        return CompletableFuture.supplyAsync(() -> espalier(User.ADMIN, args));
    }

    List<String> kubeconfig(User user) {
        return List.of("--kubeconfig", controlPlane.kubeconfig(user).toString());
    }

    /** Stops Flux behind the source, so that a commit is fetched but not applied. */
    ServerProcess holdUp() {
        ServerProcess controller = controlPlane.process("kustomize-controller");
        controller.standStill();
        return controller;
    }
}
