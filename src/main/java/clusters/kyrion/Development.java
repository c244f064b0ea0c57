package clusters.kyrion;

import apps.Airflow;
import apps.Coder;
import apps.Discourse;
import apps.ErrorPages;
import espalier.NamespaceHandle;
import espalier.Resource;
import espalier.Stage;
import espalier.isolation.Dialect;
import espalier.isolation.Isolation;
import espalier.kubernetes.Namespace;
import espalier.kubernetes.StorageClass;
import espalier.rules.Policies;
import infra.bitnami.PostgresChart;
import infra.fission.Environment;
import infra.fission.Fission;
import infra.fission.Function;
import infra.traefik.CatchAll;

/** Where people of Elysium develop, and what is for those who do: by charts of its makers, each in a namespace of its own name. */
final class Development {
    /** What runs functions. */
    final Fission fission;

    Development(Stage configs, Stage apps, StorageClass disks, NamespaceHandle tailnet) {
        var coder = new Namespace(configs, "coder");
        var workspaces = new PostgresChart(apps.in(coder), "coder-db", "coder", disks, "10Gi");
        var editors = new Coder(apps.in(coder), "coder", workspaces, c -> c.host("coder"));

        var airflow = new Namespace(configs, "airflow");
        var workflows = new PostgresChart(apps.in(airflow), "airflow-db", "airflow", disks, "10Gi");
        new Airflow(apps.in(airflow), "airflow", workflows, disks, a -> a.host("airflow"));

        var discourse = new Namespace(configs, "discourse");
        new Discourse(apps.in(discourse), "discourse", disks, "admin@elysium.example.com", d -> d.host("discourse"));

        var errors = new Namespace(configs, "error-pages");
        var errorPage = new ErrorPages(apps.in(errors), "error-pages");
        new CatchAll(apps.in(errors), "default", errorPage.page());

        var functions = new Namespace(configs, "fission");
        fission = new Fission(apps.in(functions), "fission", f -> f.host("fission"));
        functions.waive(Policies.DEFAULT_DENY, Kyrion.NOT_TOLD);
        var nodejs = new Environment(apps, "nodejs", fission, "ghcr.io/fission/node-env-22:1.35", 3);
        new Function(
                apps, "hello", fission, nodejs, Resource.of("kyrion/functions/hello.js"), f -> f.at("/hello", "GET"));

        new Isolation(configs, "development-isolation", Dialect.KUBERNETES, coder, airflow, discourse, errors)
                .reaches(
                        editors,
                        tailnet,
                        "a workspace fetches its agent from Coder's address, as people know it, and calls it there");
    }
}
