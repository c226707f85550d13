#include "platform/app/window_glfw.h"

#include <imgui.h>
#include <imgui_impl_glfw.h>
#include <imgui_impl_opengl3.h>

// GLFW itself brings gl.h and, after it, glext.h.
#define GL_GLEXT_PROTOTYPES
#define GLFW_INCLUDE_GLEXT
#include <GLFW/glfw3.h>

#include <algorithm>
#include <cstring>
#include <utility>

#include "engine/core/log.h"

namespace oppad::platform {

struct Window::Inside {
    GLFWwindow* window = nullptr;
    bool input_seen = true;  // The first frame is always due.
    bool has_device_objects = false;
    // What a hidden window draws on: the pixels of its own surface are nobody's.
    GLuint hidden_frame = 0;
    GLuint hidden_pixels = 0;
};

namespace {

bool& input_seen_of(GLFWwindow* window) {
    return *static_cast<bool*>(glfwGetWindowUserPointer(window));
}

// Each call back notes that something came in and passes it on to Dear ImGui.
void install_callbacks(GLFWwindow* window) {
    glfwSetWindowFocusCallback(window, [](GLFWwindow* w, int focused) {
        input_seen_of(w) = true;
        ImGui_ImplGlfw_WindowFocusCallback(w, focused);
    });
    glfwSetCursorEnterCallback(
        window, [](GLFWwindow* w, int entered) { ImGui_ImplGlfw_CursorEnterCallback(w, entered); });
    glfwSetCursorPosCallback(window, [](GLFWwindow* w, double x, double y) {
        // Nothing shows on hover: a mouse that only moves draws nothing.
        if (glfwGetMouseButton(w, GLFW_MOUSE_BUTTON_LEFT) == GLFW_PRESS) input_seen_of(w) = true;
        ImGui_ImplGlfw_CursorPosCallback(w, x, y);
    });
    glfwSetMouseButtonCallback(window, [](GLFWwindow* w, int button, int action, int mods) {
        input_seen_of(w) = true;
        ImGui_ImplGlfw_MouseButtonCallback(w, button, action, mods);
    });
    glfwSetScrollCallback(window, [](GLFWwindow* w, double x, double y) {
        input_seen_of(w) = true;
        ImGui_ImplGlfw_ScrollCallback(w, x, y);
    });
    glfwSetKeyCallback(window, [](GLFWwindow* w, int key, int scancode, int action, int mods) {
        input_seen_of(w) = true;
        ImGui_ImplGlfw_KeyCallback(w, key, scancode, action, mods);
    });
    glfwSetCharCallback(window, [](GLFWwindow* w, unsigned int letter) {
        input_seen_of(w) = true;
        ImGui_ImplGlfw_CharCallback(w, letter);
    });
    glfwSetFramebufferSizeCallback(window,
                                   [](GLFWwindow* w, int, int) { input_seen_of(w) = true; });
    glfwSetWindowRefreshCallback(window, [](GLFWwindow* w) { input_seen_of(w) = true; });
    glfwSetWindowCloseCallback(window, [](GLFWwindow* w) { input_seen_of(w) = true; });
}

void note_glfw_error(int code, const char* /*text*/) {
    log::write(log::Level::kWarning, "window_system_complains", {{"code", code}});
}

}  // namespace

Window::Window(std::unique_ptr<Inside> inside) : inside_(std::move(inside)) {}

Result<std::unique_ptr<Window>> Window::open(const WindowOptions& options) {
    glfwSetErrorCallback(note_glfw_error);
    if (glfwInit() == GLFW_FALSE) return Error{ErrorCode::kNotFound, "no display to draw on"};
    glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, 3);
    glfwWindowHint(GLFW_CONTEXT_VERSION_MINOR, 3);
    glfwWindowHint(GLFW_OPENGL_PROFILE, GLFW_OPENGL_CORE_PROFILE);
    glfwWindowHint(GLFW_OPENGL_FORWARD_COMPAT, GLFW_TRUE);
    glfwWindowHint(GLFW_VISIBLE, options.visibility == Visibility::kShown ? GLFW_TRUE : GLFW_FALSE);
    GLFWwindow* window =
        glfwCreateWindow(options.width, options.height, options.title, nullptr, nullptr);
    if (window == nullptr) {
        glfwTerminate();
        return Error{ErrorCode::kNotFound, "no window with OpenGL 3.3"};
    }
    auto inside = std::make_unique<Inside>();
    inside->window = window;
    glfwSetWindowUserPointer(window, &inside->input_seen);
    glfwMakeContextCurrent(window);
    glfwSwapInterval(options.visibility == Visibility::kShown ? 1 : 0);
    ImGui::CreateContext();
    install_callbacks(window);
    ImGui_ImplGlfw_InitForOpenGL(window, false);
    ImGui_ImplOpenGL3_Init("#version 330 core");
    if (options.visibility == Visibility::kHidden) {
        glGenFramebuffers(1, &inside->hidden_frame);
        glGenRenderbuffers(1, &inside->hidden_pixels);
        glBindRenderbuffer(GL_RENDERBUFFER, inside->hidden_pixels);
        glRenderbufferStorage(GL_RENDERBUFFER, GL_RGBA8, options.width, options.height);
        glBindFramebuffer(GL_FRAMEBUFFER, inside->hidden_frame);
        glFramebufferRenderbuffer(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_RENDERBUFFER,
                                  inside->hidden_pixels);
    }
    return std::unique_ptr<Window>(new Window(std::move(inside)));
}

Window::~Window() {
    ImGui_ImplOpenGL3_Shutdown();
    ImGui_ImplGlfw_Shutdown();
    ImGui::DestroyContext();
    glfwDestroyWindow(inside_->window);
    glfwTerminate();
}

bool Window::should_close() const { return glfwWindowShouldClose(inside_->window) == GLFW_TRUE; }

ui::Surface Window::surface() const {
    int width = 0;
    int height = 0;
    glfwGetFramebufferSize(inside_->window, &width, &height);
    float scale_x = 1.0F;
    float scale_y = 1.0F;
    glfwGetWindowContentScale(inside_->window, &scale_x, &scale_y);
    return ui::fit_surface(width, height, std::max(scale_x, scale_y));
}

void Window::wait(std::optional<std::chrono::milliseconds> timeout) {
    if (!timeout) {
        glfwWaitEvents();
    } else if (timeout->count() > 0) {
        glfwWaitEventsTimeout(static_cast<double>(timeout->count()) / 1000.0);
    } else {
        glfwPollEvents();
    }
}

void Window::poll() { glfwPollEvents(); }

void Window::wake() { glfwPostEmptyEvent(); }

bool Window::take_input_seen() { return std::exchange(inside_->input_seen, false); }

void Window::upload_fonts() {
    // Its first frame would make its objects, and this texture a second time.
    if (!std::exchange(inside_->has_device_objects, true)) {
        ImGui_ImplOpenGL3_CreateDeviceObjects();
    } else {
        ImGui_ImplOpenGL3_DestroyFontsTexture();
        ImGui_ImplOpenGL3_CreateFontsTexture();
    }
    // The graphics card has the letters now; two copies of them here were megabytes for nothing.
    ImGui::GetIO().Fonts->ClearTexData();
}

void Window::begin_frame() {
    ImGui_ImplOpenGL3_NewFrame();
    ImGui_ImplGlfw_NewFrame();
}

void Window::end_frame() {
    const ui::Surface size = surface();
    glViewport(0, 0, size.width, size.height);
    ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
    if (inside_->hidden_frame == 0) glfwSwapBuffers(inside_->window);
}

Picture Window::read_back() const {
    const ui::Surface size = surface();
    Picture picture{.width = size.width, .height = size.height, .rgba = {}};
    const std::size_t row = static_cast<std::size_t>(size.width) * 4;
    std::vector<std::uint8_t> upside_down(row * static_cast<std::size_t>(size.height));
    glPixelStorei(GL_PACK_ALIGNMENT, 1);
    glReadBuffer(inside_->hidden_frame == 0 ? GL_FRONT : GL_COLOR_ATTACHMENT0);
    glReadPixels(0, 0, size.width, size.height, GL_RGBA, GL_UNSIGNED_BYTE, upside_down.data());
    picture.rgba.resize(upside_down.size());
    for (std::size_t y = 0; y < static_cast<std::size_t>(size.height); ++y) {
        const std::size_t from = (static_cast<std::size_t>(size.height) - 1 - y) * row;
        std::memcpy(picture.rgba.data() + y * row, upside_down.data() + from, row);
    }
    return picture;
}

}  // namespace oppad::platform
