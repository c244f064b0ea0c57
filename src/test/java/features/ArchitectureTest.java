package features;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import espalier.Component;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

/** Who may know whom. A rule that matches nothing fails, too. */
class ArchitectureTest {
    private static final JavaClasses CODE =
            new ClassFileImporter().importPackages("espalier", "apps", "infra", "clusters");

    /** What users write against; everything else below {@code espalier} may change without notice. */
    private static final String[] PUBLIC = {
        "espalier",
        "espalier.cdk8s",
        "espalier.kubernetes",
        "espalier.flux",
        "espalier.isolation",
        "espalier.platform",
        "espalier.policy",
        "espalier.rules",
        "espalier.sealed",
        "espalier.tree"
    };

    /** {@code Espalier.run} is the door from a repository's main method to the program, and so knows the commands. */
    private static final DescribedPredicate<JavaClass> IS_NOT_THE_WAY_IN =
            describe("not Espalier itself", type -> !type.getFullName().equals("espalier.Espalier"));

    @ParameterizedTest
    @CsvSource({
        "espalier.., infra..", "espalier.., apps..", "espalier.., clusters..",
        "infra.., apps..", "infra.., clusters..", "apps.., clusters.."
    })
    void arrowsPointFromClustersToTheCompiler(String lower, String upper) {
        check(noClasses()
                .that()
                .resideInAPackage(lower)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(upper)
                .because("the compiler knows no cluster and no app, and what apps stand on knows no app"));
        assertThat(CODE.stream().filter(resideInAPackage(upper))).isNotEmpty();
    }

    @Test
    void constructsAreWrittenAgainstThePublicPackagesAlone() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage("espalier..")
                .should()
                .dependOnClassesThat(resideInAPackage("espalier..")
                        .and(describe("not public", type -> !Set.of(PUBLIC).contains(type.getPackageName()))))
                .because("a construct of somebody else's must go on compiling when the compiler changes"));
    }

    /**
     * A package of the compiler.
     *
     * @param name below {@code espalier}; empty for that itself
     * @param uses the packages it knows, with a space between two; {@code espalier} for that itself
     */
    record Room(String name, String uses, String because) {
        String pack() {
            return name.isEmpty() ? "espalier" : "espalier." + name;
        }

        Set<String> used() {
            return Stream.of(uses.split(" "))
                    .filter(word -> !word.isEmpty())
                    .map(word -> word.equals("espalier") ? word : "espalier." + word)
                    .collect(Collectors.toCollection(TreeSet::new));
        }

        @Override
        public String toString() {
            return pack();
        }
    }

    /** Each knows only some of those before it, and so there can be no circle. */
    static final List<Room> ROOMS = List.of(
            new Room("rules", "", "what is looked for can be listed without any cluster"),
            new Room("versions", "", "what a version serves does not depend on any cluster"),
            new Room("tree", "", "values know neither text nor Kubernetes"),
            new Room("marks", "tree", "it is written by one step, and read off a cluster by others"),
            new Room("yaml", "tree", "text is made of values, whatever they mean"),
            new Room("fabric8", "tree", "its classes are loaded only where somebody uses them"),
            new Room("", "rules tree yaml fabric8", "these are the words of clusters, which every step reads"),
            new Room("kubernetes", "espalier rules tree yaml fabric8", "constructs are written like everybody's"),
            new Room("platform", "espalier rules versions kubernetes", "constructs are written like everybody's"),
            new Room("flux", "espalier rules versions tree yaml kubernetes", "constructs are written like everybody's"),
            new Room("sealed", "espalier rules tree yaml", "constructs are written like everybody's"),
            new Room("policy", "espalier rules tree", "policies are written like everybody's"),
            new Room("catalog", "espalier tree", "it tells what kinds are, not which objects there are"),
            new Room(
                    "cdk8s",
                    "espalier rules tree catalog",
                    "its classes are loaded, and Node runs, only where somebody uses them"),
            new Room("patches", "espalier rules tree yaml", "a patch is read before there is a graph"),
            new Room("moves", "espalier rules tree yaml", "what is done for one commit is told by identity alone"),
            new Room("graph", "espalier rules tree catalog", "objects and edges come before any order"),
            new Room(
                    "check",
                    "espalier rules tree platform catalog graph",
                    "a check reads the graph and says what it finds"),
            new Room(
                    "check.soundness",
                    "espalier rules tree platform graph check",
                    "a check reads the graph and says what it finds"),
            new Room(
                    "check.selectors",
                    "espalier rules tree graph check",
                    "a check reads the graph and says what it finds"),
            new Room(
                    "check.platform",
                    "espalier rules versions tree platform graph check check.selectors",
                    "a check reads the graph and says what it finds"),
            new Room("check.images", "espalier rules tree graph", "a check reads the graph and says what it finds"),
            new Room(
                    "check.hosts", "espalier rules tree graph check", "a check reads the graph and says what it finds"),
            new Room(
                    "check.databases",
                    "espalier rules tree graph check check.hosts",
                    "a check reads the graph and says what it finds"),
            new Room(
                    "check.routes",
                    "espalier rules tree graph check check.selectors",
                    "a check reads the graph and says what it finds"),
            new Room(
                    "isolation",
                    "espalier rules tree platform catalog graph check check.hosts check.selectors",
                    "what is allowed is read off the graph, before anything is ordered"),
            new Room("json", "tree", "a document is written without knowing what it is about"),
            new Room("intake", "tree yaml json", "documents become text, whatever cluster they are of"),
            new Room("cel", "", "an expression is evaluated whatever it is about"),
            new Room(
                    "schema",
                    "espalier catalog rules versions tree json graph intake cel",
                    "an object is held against what is known of its kind, whoever made it"),
            new Room(
                    "order",
                    "espalier rules tree marks flux catalog graph",
                    "order follows from edges, not from files"),
            new Room(
                    "coldstart",
                    "espalier rules tree platform graph check.platform order",
                    "the start is played with what Flux will read"),
            new Room(
                    "layout",
                    "espalier tree yaml flux moves graph order",
                    "files are data: none is read or written here"),
            new Room("output", "layout", "what is written is bytes with a path, whatever they say"),
            new Room("git", "output", "git keeps versions and carries commits, whatever is in them"),
            new Room(
                    "difference",
                    "espalier tree yaml json",
                    "two states of objects are compared wherever they were read"),
            new Room("applied", "espalier tree yaml json", "what Flux applies is read off files alone"),
            new Room("hidden", "", "what must not be seen is known by its value alone"),
            new Room(
                    "doctor",
                    "tree marks hidden",
                    "a cluster is examined as it is, whoever wrote it and however it was read"),
            new Room(
                    "live",
                    "tree marks json intake doctor hidden",
                    "what Flux says of a cluster has nothing to do with who wrote that"),
            new Room(
                    "binding",
                    "tree yaml live",
                    "which running cluster is which of the repository's is known before anything is done with it"),
            new Room(
                    "secrets",
                    "espalier sealed tree yaml graph order live hidden",
                    "which value is missing follows from what was declared and what is there"),
            new Room(
                    "bootstrap",
                    "espalier tree yaml json flux graph order coldstart applied hidden git live secrets",
                    "what a cluster is started with follows from its order, and is said before it is done"),
            new Room("screen", "", "a table is drawn whatever it is about"),
            new Room(
                    "preview",
                    "espalier tree json hidden difference applied doctor live",
                    "what Flux would do is asked of a cluster, whatever made the tree"),
            new Room(
                    "plan",
                    "espalier tree moves difference applied",
                    "what Flux will do follows from two trees, wherever they were read"),
            new Room("annotation", "json", "what is said at a line does not depend on who found it"),
            new Room(
                    "plan.telling",
                    "espalier tree moves difference plan annotation",
                    "a plan is told without being judged anew"),
            new Room(
                    "plan.page",
                    "espalier tree json difference plan plan.telling",
                    "a plan is told without being judged anew"),
            new Room("drawing", "espalier tree json graph order", "a drawing shows what the steps gave"),
            new Room(
                    "verdict",
                    "espalier rules versions platform json annotation graph isolation schema order",
                    "what is told was found before"),
            new Room(
                    "report",
                    "espalier rules tree yaml platform graph isolation schema order coldstart layout output verdict",
                    "it is read off what the steps gave"),
            new Room(
                    "compile",
                    "espalier rules tree flux catalog patches moves graph check check.databases check.hosts check.images check.platform check.routes check.selectors check.soundness isolation schema order"
                            + " coldstart layout",
                    "it is the program on one screen, and writes nothing"),
            new Room(
                    "cli",
                    "espalier rules tree yaml sealed moves json graph intake schema order layout output git difference applied doctor live binding hidden secrets"
                            + " bootstrap preview annotation plan plan.telling plan.page screen drawing verdict report compile",
                    "commands put the steps together"));

    @ParameterizedTest
    @FieldSource("ROOMS")
    void aPackageOfTheCompilerKnowsOnlyWhatItsWorkNeeds(Room room) {
        Set<String> uses = room.used();
        check(noClasses()
                .that(resideInAPackage(room.pack()).and(IS_NOT_THE_WAY_IN))
                .should()
                .dependOnClassesThat(resideInAPackage("espalier..")
                        .and(describe(
                                "stand neither there nor in " + uses,
                                type -> !type.getPackageName().equals(room.pack())
                                        && !uses.contains(type.getPackageName()))))
                .because(room.because));

        var before = ROOMS.subList(0, ROOMS.indexOf(room)).stream().map(Room::pack);
        assertThat(before).as("what stands before " + room).containsAll(uses);
        assertThat(knownBy(room.pack()))
                .as("an arrow that nobody needs is none")
                .containsAll(uses);
    }

    @Test
    void everyPackageOfTheCompilerIsARoom() {
        assertThat(packages(CODE.stream().filter(resideInAPackage("espalier.."))))
                .isEqualTo(ROOMS.stream().map(Room::pack).collect(Collectors.toCollection(TreeSet::new)));
    }

    @Test
    void onlyTheWayInKnowsTheCommands() {
        check(noClasses()
                .that(resideInAnyPackage(PUBLIC).and(IS_NOT_THE_WAY_IN))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("espalier.cli")
                .because("there is one door from a repository's main method to the program"));
        assertThat(knownBy("espalier")).contains("espalier.cli");
    }

    @ParameterizedTest
    @CsvSource({
        "org.eclipse.jgit.., espalier.git, its first use costs 290 ms and synth of an unchanged tree has no use for it",
        "org.yaml.snakeyaml.., espalier.yaml, there is one reader of YAML and one writer",
        "picocli.., espalier.cli, what a command line is only commands know",
        "at.favre.lib.., espalier.secrets, nobody else hashes passwords",
        "com.exceptionfactory.jagged.., espalier.secrets, nobody else encrypts",
        "io.fabric8.., espalier.fabric8 espalier.live, its classes cost 260 ms and are loaded only where they are used",
        "com.fasterxml.jackson.., espalier.fabric8 espalier.cdk8s, it is there for the sake of fabric8's classes and of jsii's",
        "com.google.re2j.., espalier.schema espalier.cel, only schemas have patterns from elsewhere",
        "dev.cel.., espalier.cel, its first use costs half a second and few objects that change have rules",
        "j2html.., espalier.plan.page, only a page is HTML",
        "org.eclipse.elk.., espalier.plan.page, what it stands on is loaded only where something is drawn",
        "com.google.common.., espalier.cel, it is there for the sake of the library of CEL",
    })
    void aLibraryHasItsPackage(String library, String users, String because) {
        check(noClasses()
                .that()
                .resideOutsideOfPackages(users.split(" "))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .because(because));
        for (String user : users.split(" ")) {
            assertThat(knownBy(user)).anyMatch(used -> used.startsWith(library.replace("..", "")));
        }
    }

    @Test
    void aClusterIsTheSameWhateverTheDayAndTheMachine() {
        check(noClasses()
                .that()
                .resideOutsideOfPackages(
                        "espalier.cli",
                        "espalier.output",
                        "espalier.git",
                        "espalier.live",
                        "espalier.secrets",
                        "espalier.screen",
                        "espalier.cdk8s")
                .and(IS_NOT_THE_WAY_IN)
                .should()
                .callMethodWhere(target(owner(nameMatching("java\\.lang\\.System")))
                        .and(target(nameMatching("getenv|currentTimeMillis|nanoTime|identityHashCode"))))
                .orShould()
                .callMethodWhere(target(nameMatching("now")).and(target(owner(resideInAPackage("java.time..")))))
                .orShould()
                .dependOnClassesThat()
                .haveNameMatching(
                        "java\\.util\\.(Random|UUID|Date|concurrent\\.ThreadLocalRandom)|java\\.security\\.SecureRandom"
                                + "|java\\.time\\.(Clock|ZoneId)|java\\.net\\.(InetAddress|Socket|URLConnection|http\\..*)")
                .because("same Java, same bytes"));
    }

    @Test
    void constructsReadFilesOnlyAsResources() {
        check(noClasses()
                .that()
                .resideOutsideOfPackages(
                        "espalier.cli",
                        "espalier.output",
                        "espalier.git",
                        "espalier.patches",
                        "espalier.moves",
                        "espalier.live",
                        "espalier.screen",
                        "espalier.cdk8s",
                        "espalier.binding",
                        "espalier.bootstrap",
                        "espalier.secrets",
                        "espalier.schema")
                .and()
                .doNotHaveFullyQualifiedName("espalier.Resources")
                .should()
                .dependOnClassesThat()
                .haveNameMatching(
                        "java\\.nio\\.file\\.Files|java\\.io\\.(File.*|RandomAccessFile)|java\\.lang\\.Process.*")
                .because("a file that is read behind the compiler's back is not in its diagnostics"));
    }

    @Test
    void constructsAreComposedAndNotInherited() {
        check(classes()
                .that()
                .areAssignableTo(Component.class)
                .and()
                .areNotAssignableFrom(Component.class)
                .should()
                .haveModifier(JavaModifier.FINAL)
                .because("what a construct makes should stand in one place"));
    }

    @Test
    void aNameSaysWhatAClassIs() {
        check(noClasses()
                .should()
                .haveNameMatching(".*(Utils?|Helpers?|(?<!Cert)Manager|Impl|Base|Common|Misc)(\\$.*)?")
                .because("a drawer that takes anything belongs to nobody"));
    }

    private static void check(ArchRule rule) {
        rule.allowEmptyShould(false).check(CODE);
    }

    private static Set<String> knownBy(String pack) {
        return packages(CODE.stream()
                .filter(resideInAPackage(pack))
                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .map(Dependency::getTargetClass));
    }

    private static Set<String> packages(Stream<JavaClass> classes) {
        return classes.map(JavaClass::getPackageName).collect(Collectors.toCollection(TreeSet::new));
    }
}
