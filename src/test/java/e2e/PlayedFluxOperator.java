package e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * What flux-operator does with a FluxInstance: it installs Flux with the patches of its {@code spec.kustomize}, and makes the
 * source and the Kustomization of its {@code spec.sync}. Its images cannot be had here, so the controllers are programs beside the
 * API server, with the arguments that their Deployments have then.
 */
final class PlayedFluxOperator {
    private final ControlPlane controlPlane;
    private final String repository;
    private final Map<String, String> web;
    private final Collection<ObjectNode> moreDefinitions;

    /**
     * @param repository what is fetched from, in the place of the one that the FluxInstance names
     * @param web the environment in which charts are fetched
     * @param moreDefinitions those of controllers that are not among the programs here
     */
    PlayedFluxOperator(
            ControlPlane controlPlane,
            String repository,
            Map<String, String> web,
            Collection<ObjectNode> moreDefinitions) {
        this.controlPlane = controlPlane;
        this.repository = repository;
        this.web = web;
        this.moreDefinitions = moreDefinitions;
    }

    /** @param installed what is to be done once Flux's definitions are there, before its controllers begin */
    void install(ObjectNode instance, Runnable installed) {
        try {
            var flux = new FluxBootstrap(controlPlane.api(), components(instance));
            flux.install();
            moreDefinitions.forEach(
                    definition -> controlPlane.api().apply(definition, "flux").expectSuccess());
            installed.run();
            new FluxProcesses(controlPlane, flux.build()).start(web);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        sync(instance.at("/spec/sync"))
                .forEach(object ->
                        controlPlane.api().apply(object, "flux-operator").expectSuccess());
    }

    /** A folder in which kustomize makes Flux's manifests as the instance wants them. */
    private Path components(ObjectNode instance) throws IOException {
        Path folder = controlPlane.data("flux-instance");
        Files.copy(Programs.find("gotk-components.yaml"), folder.resolve("gotk-components.yaml"));
        ObjectNode kustomization = new ObjectMapper().createObjectNode();
        kustomization.putArray("resources").add("gotk-components.yaml");
        kustomization.set("patches", instance.at("/spec/kustomize/patches"));
        Files.writeString(folder.resolve("kustomization.yaml"), new YAMLMapper().writeValueAsString(kustomization));
        return folder;
    }

    private List<ObjectNode> sync(JsonNode sync) {
        return KubernetesApi.objects("""
                apiVersion: source.toolkit.fluxcd.io/v1
                kind: GitRepository
                metadata: {name: flux-system, namespace: flux-system}
                spec:
                  interval: %s
                  ref: {name: %s}
                  url: %s
                ---
                apiVersion: kustomize.toolkit.fluxcd.io/v1
                kind: Kustomization
                metadata: {name: flux-system, namespace: flux-system}
                spec:
                  interval: 10m
                  path: %s
                  prune: true
                  sourceRef: {kind: GitRepository, name: flux-system}
                """.formatted(
                        sync.path("interval").asText(),
                        sync.path("ref").asText(),
                        repository,
                        sync.path("path").asText()));
    }
}
