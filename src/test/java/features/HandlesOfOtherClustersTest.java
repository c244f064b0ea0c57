package features;

import static org.assertj.core.api.Assertions.assertThat;

import broken.Borrows;
import broken.Lends;
import broken.Open;
import espalier.Fleet;
import espalier.compile.Compilation;
import infra.Redis;
import org.junit.jupiter.api.Test;

/** Clusters share nothing: a handle of one that is used in another is a finding, in the one that uses it. */
class HandlesOfOtherClustersTest {
    private final Fleet fleet = new Fleet().cluster("lender", Lends::new).cluster("borrower", Borrows::new);

    @Test
    void eachHandleIsRefused() {
        Compilation lender = Compiled.compile(fleet, "lender");
        Compilation borrower = Compiled.compile(fleet, "borrower");
        Snapshots.verify("findings/foreign-handle.txt", WrongInputTest.withoutOwnLines(Compiled.findings(borrower)));
        assertThat(Compiled.findings(lender)).isEmpty();
    }

    @Test
    void whatIsBorrowedStaysAsItIs() {
        Compilation before = Compiled.compile(fleet, "lender");
        String tree = Compiled.files(before, "");
        Compiled.compile(fleet, "borrower");
        assertThat(Compiled.files(before, "")).isEqualTo(tree).doesNotContain("cache", "replicas: 2");
    }

    /** Nobody asks for findings any more, but whoever holds the fleet can see that it was too late. */
    @Test
    void aConstructThatComesTooLate() {
        var late = new Fleet();
        var made = new Open[1];
        late.cluster("late", (all, name) -> made[0] = new Open(all, name));
        assertThat(Compiled.findings(Compiled.compile(late, "late"))).isEmpty();
        new Redis(made[0].apps, "cache");
        Snapshots.verify(
                "findings/frozen.txt", late.findings("late").all().get(0).toString());
    }
}
