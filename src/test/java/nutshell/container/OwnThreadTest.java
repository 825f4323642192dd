package nutshell.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import nutshell.refusals.Refusal;
import org.junit.jupiter.api.Test;

class OwnThreadTest {

    @Test
    void does_everything_on_one_thread_that_is_not_ours() {
        try (OwnThread own = new OwnThread("c1")) {
            Thread first = own.call(Thread::currentThread);

            assertNotSame(Thread.currentThread(), first);
            assertSame(first, own.call(Thread::currentThread));
            assertEquals("c1", first.getName());
        }
    }

    @Test
    void calls_itself_without_waiting_for_itself() {
        try (OwnThread own = new OwnThread("c1")) {
            assertEquals(7, own.call(() -> own.call(() -> 7)));
        }
    }

    @Test
    void throws_here_what_was_thrown_there() {
        try (OwnThread own = new OwnThread("c1")) {
            Refusal refusal = Refusal.failed("no", "yes");

            assertSame(
                    refusal,
                    assertThrows(
                            Refusal.class,
                            () -> own.run(() -> {
                                throw refusal;
                            })));
            assertThrows(
                    IllegalStateException.class,
                    () -> own.call(() -> {
                        throw new IOException("checked");
                    }));
            assertEquals(1, own.call(() -> 1));
        }
    }

    @Test
    void an_interrupt_is_remembered_and_nothing_is_left_half_way() {
        try (OwnThread own = new OwnThread("c1")) {
            Thread.currentThread().interrupt();

            assertEquals(1, own.call(() -> 1));
            assertEquals(true, Thread.interrupted());
        }
    }

    @Test
    void ends_when_it_is_closed() {
        OwnThread own = new OwnThread("c1");
        Thread thread = own.call(Thread::currentThread);

        own.close();

        assertEquals(false, thread.isAlive());
    }
}
