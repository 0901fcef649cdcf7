package dev.hone.server;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/**
 * Lets SIGHUP mean that files are read again, as autopgo has it. Java has no supported way to hear of signals; the way that all
 * JDKs have is reached by reflection, because the compiler warns of it and cannot be told not to.
 */
final class HangUp {
    private HangUp() {}

    /** Does this at each SIGHUP from now on, where there are signals. */
    static void then(Runnable action) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            InvocationHandler called = (self, method, arguments) -> answer(method, arguments, action);
            Object handling = Proxy.newProxyInstance(HangUp.class.getClassLoader(), new Class<?>[] {handler}, called);
            Object hup = signal.getConstructor(String.class).newInstance("HUP");
            signal.getMethod("handle", signal, handler).invoke(null, hup, handling);
        } catch (ReflectiveOperationException e) {
            StandIn.LOG.debug("SIGHUP is not heard here: {}", String.valueOf(e));
        }
    }

    private static Object answer(Method method, Object[] arguments, Runnable action)
            throws ReflectiveOperationException {
        if (method.getDeclaringClass().equals(Object.class)) {
            return method.invoke(action, arguments);
        }
        action.run();
        return "";
    }
}
