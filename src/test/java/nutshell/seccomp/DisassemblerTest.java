package nutshell.seccomp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import nutshell.seccomp.Condition.Comparison;
import org.junit.jupiter.api.Test;

class DisassemblerTest {

    private static final Action EPERM = Action.errno(Errno.EPERM);

    private static String listing(Filter filter) {
        return String.join("\n", filter.compile().listing()) + "\n";
    }

    @Test
    void calls_everything_by_its_name() {
        Filter filter = new Filter(
                Action.ALLOW,
                List.of(new Rule("mkdir", EPERM), new Rule("mkdirat", Action.errno(Errno.ENOSYS))),
                List.of(Abi.X86_64, Abi.I386),
                Action.KILL_PROCESS);

        assertEquals("""
                   0  ld arch
                   1  jeq  x86_64                   then 4
                   2  jeq  i386                     then 12
                   3  ret KILL_PROCESS
                   4  ld nr
                   5  jset x32                      then 11
                   6  jeq  mkdir (83)               then 9
                   7  jeq  mkdirat (258)            then 10
                   8  ret ALLOW
                   9  ret ERRNO(EPERM)
                  10  ret ERRNO(ENOSYS)
                  11  ret KILL_PROCESS
                  12  ld nr
                  13  jeq  mkdir (39)               then 16
                  14  jeq  mkdirat (296)            then 17
                  15  ret ALLOW
                  16  ret ERRNO(EPERM)
                  17  ret ERRNO(ENOSYS)
                """, listing(filter));
    }

    @Test
    void shows_how_an_argument_is_compared_by_halves() {
        Rule rule = new Rule(
                "clone",
                Action.ALLOW,
                List.of(new Condition(0, Comparison.MASKED_EQ, 0xffff_ffff_2400_0000L, 0x2000_0000)));
        Filter filter = new Filter(EPERM, List.of(rule), List.of(Abi.AARCH64), Action.KILL_PROCESS);

        assertEquals("""
                   0  ld arch
                   1  jeq  aarch64                  then 3
                   2  ret KILL_PROCESS
                   3  ld nr
                   4  jeq  clone (220)              then 6
                   5  ret ERRNO(EPERM)
                   6  ld a0.high
                   7  jeq  0                        else 12
                   8  ld a0.low
                   9  and  CLONE_NEWUTS|CLONE_NEWPID
                  10  jeq  CLONE_NEWPID             else 12
                  11  ret ALLOW
                  12  ret ERRNO(EPERM)
                """, listing(filter));
    }
}
