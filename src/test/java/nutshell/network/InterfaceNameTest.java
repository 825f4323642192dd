package nutshell.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import nutshell.refusals.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InterfaceNameTest {

    private static String refusal(org.junit.jupiter.api.function.Executable act) {
        return String.valueOf(assertThrows(Refusal.class, act).getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"lo", "eth0", "nut-a_b.1", "x", "fifteen-bytes-o"})
    void takes_what_the_kernel_takes(String name) {
        assertEquals(name, new InterfaceName(name).toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"sixteen-bytes-on", "ünün-zweibytes", ""})
    void counts_bytes_as_the_kernel_does(String name) {
        assertTrue(refusal(() -> new InterfaceName(name)).contains("the kernel takes 1 to 15"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a/b", "a b", "..", ".", "a:1", "-a", "a\u001b", "é", "%d", "a\tb"})
    void refuses_what_would_lead_astray(String name) {
        String told = refusal(() -> new InterfaceName(name));

        assertTrue(told.contains("may hold letters"), told);
        assertTrue(told.chars().noneMatch(Character::isISOControl), told);
    }

    @Test
    void wants_our_name_on_the_host() {
        assertTrue(InterfaceName.onHost("nut0").isOurs());
        assertEquals(
                "the interface name 'eth0' would stand on the host, where all of ours begin with nut",
                refusal(() -> InterfaceName.onHost("eth0")));
    }
}
